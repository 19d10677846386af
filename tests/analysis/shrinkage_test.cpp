#include "analysis/shrinkage.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

#include "analysis/cells.hpp"
#include "base/error.hpp"

using namespace needsmap;
using namespace needsmap::analysis;
using model::Cell;
using model::CellState;

namespace {

std::vector<std::vector<std::string>> csv_rows(const std::filesystem::path& file) {
    std::ifstream in(file);
    std::vector<std::vector<std::string>> rows;
    for (std::string line; std::getline(in, line);) {
        std::istringstream fields(line);
        rows.emplace_back();
        for (std::string field; std::getline(fields, field, ',');) rows.back().push_back(field);
    }
    rows.erase(rows.begin());  // header
    return rows;
}

/// The folder of reference values, or an empty path after one line that says so.
std::filesystem::path reference_folder() {
    const char* shared = std::getenv("NEEDSMAP_SHARED");
    const auto folder = std::filesystem::path(shared == nullptr ? "" : shared) / "reference";
    if (shared != nullptr && std::filesystem::exists(folder / "oxon_lsoa_idaci_eb.csv")) return folder;
    MESSAGE("skipped: comparison with R's spdep, whose values are not there (set NEEDSMAP_SHARED to their folder)");
    return {};
}

struct Reference {
    std::vector<Cell> counts, populations;
    std::vector<double> global, local;
    geo::Neighbours neighbours;
};
Reference read_reference(const std::filesystem::path& folder) {
    Reference out;
    std::map<std::string, geo::AreaIndex> area_of_code;
    for (const auto& row : csv_rows(folder / "oxon_lsoa_idaci_eb.csv")) {
        area_of_code[row[0]] = static_cast<geo::AreaIndex>(out.counts.size());
        out.counts.push_back(Cell::of(std::stod(row[1])));
        out.populations.push_back(Cell::of(std::stod(row[3])));
        out.global.push_back(std::stod(row[5]));
        out.local.push_back(std::stod(row[6]));
    }
    std::vector<std::vector<geo::AreaIndex>> rows(out.counts.size());
    for (const auto& row : csv_rows(folder / "oxon_lsoa_queen_neighbours.csv"))
        rows[static_cast<std::size_t>(area_of_code.at(row[0]))].push_back(area_of_code.at(row[1]));
    out.neighbours = neighbours_of_rows(rows);
    return out;
}

double largest_relative_difference(const ShrunkRates& ours, const std::vector<double>& theirs) {
    double largest = 0;
    for (std::size_t i = 0; i < theirs.size(); ++i) largest = std::max(largest, std::abs(ours.value[i].number / theirs[i] - 1));
    return largest;
}

}  // namespace

// Values of R 4.2.2, spdep 1.2-7 for child poverty in Oxfordshire's 407 LSOAs. Files give 15 digits, hence 1e-12.
TEST_CASE("global and local shrinkage are those of R's spdep on real areas") {
    const auto folder = reference_folder();
    if (folder.empty()) return;
    const Reference reference = read_reference(folder);
    REQUIRE(reference.counts.size() == 407);
    const auto global = shrink_globally(reference.counts, reference.populations, 1);
    const auto local = shrink_locally(reference.counts, reference.populations, 1, reference.neighbours);
    CHECK(global.mean == doctest::Approx(0.0986370015620168).epsilon(1e-12));
    CHECK(global.variance == doctest::Approx(0.00595982957993016).epsilon(1e-12));
    CHECK(largest_relative_difference(global, reference.global) < 1e-12);
    CHECK(largest_relative_difference(local, reference.local) < 1e-12);
    CHECK(local.areas_left_out == 0);
}

TEST_CASE("two areas by hand") {
    // 10/100 and 30/100: b = 0.2; variance of rates 0.01; chance b / 100 = 0.002; a = 0.008.
    // Weight of an area's own rate 0.008 / (0.008 + 0.2/100) = 0.8: 0.2 -/+ 0.8 * 0.1.
    const auto result = shrink_globally(cells("10 30"), cells("100 100"), 100);
    CHECK(result.value[0].number == doctest::Approx(12).epsilon(1e-13));
    CHECK(result.value[1].number == doctest::Approx(28).epsilon(1e-13));
    CHECK(result.mean == doctest::Approx(20).epsilon(1e-13));
    CHECK(result.variance == doctest::Approx(80).epsilon(1e-13));
}

TEST_CASE("the smaller of two areas with the same rate is drawn in further") {
    const auto result = shrink_globally(cells("2 200 50"), cells("4 400 1000"), 1);
    CHECK(std::abs(result.value[0].number - 0.5) > std::abs(result.value[1].number - 0.5));
}

TEST_CASE("rates that differ by no more than chance all become the mean") {
    // 9/100 and 11/100: variance 0.0001 below chance 0.001, so a = 0.
    const auto result = shrink_globally(cells("9 11"), cells("100 100"), 1);
    CHECK(result.variance == 0);
    for (const Cell& value : result.value) CHECK(value.number == doctest::Approx(0.1).epsilon(1e-13));
}

TEST_CASE("constant and all-zero counts give the mean and no NaN") {
    const auto neighbours = neighbours_of_rows({{1}, {0, 2}, {1}});
    for (const auto* counts : {"5 5 5", "0 0 0"}) {
        const auto base = cells("50 50 50");
        for (const auto& result : {shrink_globally(cells(counts), base, 1), shrink_locally(cells(counts), base, 1, neighbours)})
            for (const Cell& value : result.value) CHECK(value.number == doctest::Approx(result.mean));
    }
}

TEST_CASE("areas without numbers have no value and do not move the others") {
    const auto with = shrink_globally(cells("10 30 * - 7 -1 3"), cells("100 100 80 80 0 50 n"), 100);
    CHECK(with.value[0].number == doctest::Approx(12).epsilon(1e-13));  // as in the two areas by hand
    CHECK(with.value[2].state == CellState::suppressed);
    CHECK(with.value[3].state == CellState::missing);
    CHECK(with.value[4].state == CellState::missing);  // zero denominator
    CHECK(with.value[5].state == CellState::missing);  // negative count
    CHECK(with.value[6].state == CellState::not_applicable);
    CHECK(with.areas_left_out == 5);
}

TEST_CASE("an island, and an area whose neighbours are all suppressed, take the global estimate and say so") {
    // 0-1 neighbours; 2 has only suppressed 3; 4 has nobody.
    const auto counts = cells("10 30 20 * 25"), base = cells("100 100 100 90 100");
    const auto local = shrink_locally(counts, base, 1, neighbours_of_rows({{1}, {0}, {3}, {2}, {}}));
    const auto global = shrink_globally(counts, base, 1);
    CHECK(local.used_global == std::vector<std::uint8_t>{0, 0, 1, 0, 1});
    CHECK(local.value[2].number == global.value[2].number);
    CHECK(local.value[4].number == global.value[4].number);
    CHECK(local.value[3].state == CellState::suppressed);
    CHECK(local.value[0].number == doctest::Approx(0.12).epsilon(1e-13));  // the pair by hand again
}

TEST_CASE("one area keeps its rate, none gives none, provisional stays provisional") {
    CHECK(shrink_globally(cells("3p"), cells("60"), 100).value[0].number == doctest::Approx(5));
    CHECK(shrink_globally(cells("3p"), cells("60"), 100).value[0].state == CellState::provisional);
    const auto nothing = shrink_globally(cells("- *"), cells("60 60"), 100);
    CHECK(nothing.mean == 0);
    CHECK(nothing.areas_left_out == 2);
}

TEST_CASE("shrunk values lie between the area's own rate and the mean even for a million events") {
    const auto counts = cells("1000000 0 1 40"), base = cells("1000000 3 7 90000");
    const auto result = shrink_globally(counts, base, 1);
    for (std::size_t i = 0; i < 4; ++i) {
        const double raw = counts[i].number / base[i].number;
        CHECK(result.value[i].number >= std::min(raw, result.mean));
        CHECK(result.value[i].number <= std::max(raw, result.mean));
    }
}

TEST_CASE("lists of different lengths are refused") {
    CHECK_THROWS_AS((void)shrink_globally(cells("1 2"), cells("10"), 1), base::Error);
    CHECK_THROWS_AS((void)shrink_locally(cells("1 2"), cells("10 10"), 1, neighbours_of_rows({{}})), base::Error);
}
