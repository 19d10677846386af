#include "scene/classify.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <map>
#include <numeric>
#include <random>
#include <sstream>

#include "base/error.hpp"
#include "base/format.hpp"
#include "scene/fisher_jenks.hpp"
#include "support/tiny_workspace.hpp"

using namespace needsmap;
using model::ClassMethod;

namespace {

model::ClassSpec spec_of(ClassMethod method, int count = 5, std::vector<double> breaks = {}) {
    model::ClassSpec spec;
    spec.method = method, spec.count = count, spec.breaks = std::move(breaks);
    return spec;
}

double squared_deviations(const std::vector<double>& sorted, const std::vector<double>& inner) {
    double total = 0;
    std::size_t i = 0;
    for (std::size_t k = 0; k <= inner.size(); ++k) {
        const std::size_t first = i;
        double sum = 0;
        while (i < sorted.size() && (k == inner.size() || sorted[i] < inner[k])) sum += sorted[i++];
        const double mean = sum / static_cast<double>(i - first);
        for (std::size_t j = first; j < i; ++j) total += (sorted[j] - mean) * (sorted[j] - mean);
    }
    return total;
}

/// Tries every partition: the definition of natural breaks.
double best_by_trying(const std::vector<double>& sorted, std::size_t from, int classes) {
    if (classes == 1) return squared_deviations({sorted.begin() + static_cast<std::ptrdiff_t>(from), sorted.end()}, {});
    double best = 1e300;
    for (std::size_t cut = from + 1; cut + static_cast<std::size_t>(classes) - 1 <= sorted.size(); ++cut) {
        const std::vector<double> head(sorted.begin() + static_cast<std::ptrdiff_t>(from),
                                       sorted.begin() + static_cast<std::ptrdiff_t>(cut));
        best = std::min(best, squared_deviations(head, {}) + best_by_trying(sorted, cut, classes - 1));
    }
    return best;
}

std::vector<int> counts_of(const scene::Classification& c) {
    std::vector<int> counts;
    for (const auto& line : c.legend)
        if (line.kind == scene::LegendClass::Kind::number) counts.insert(counts.begin(), line.count);  // listed worst first
    return counts;
}

std::string shared_file(const char* path) {
    const char* shared = std::getenv("NEEDSMAP_SHARED");
    return shared ? std::string(shared) + "/" + path : std::string();
}

/// The column of a simple CSV whose quoted fields hold no quotes.
std::vector<double> read_column(const std::string& file, const std::string& column) {
    std::ifstream in(file);
    std::vector<double> out;
    std::string line;
    int at = -1;
    while (std::getline(in, line)) {
        std::vector<std::string> fields(1);
        bool quoted = false;
        for (const char c : line) {
            if (c == '"')
                quoted = !quoted;
            else if (c == ',' && !quoted)
                fields.emplace_back();
            else
                fields.back() += c;
        }
        if (at < 0)
            at = static_cast<int>(std::find(fields.begin(), fields.end(), column) - fields.begin());
        else
            out.push_back(std::strtod(fields.at(static_cast<std::size_t>(at)).c_str(), nullptr));
    }
    return out;
}

}  // namespace

TEST_CASE("quantile bounds interpolate as R's type 7") {
    // 1..10 in four classes: positions 2.25, 4.5, 6.75 of 0..9 -> 3.25, 5.5, 7.75 (by hand)
    std::vector<double> numbers(10);
    std::iota(numbers.begin(), numbers.end(), 1.0);
    CHECK(scene::class_bounds(numbers, spec_of(ClassMethod::quantile, 4), {}).bounds == std::vector<double>{1, 3.25, 5.5, 7.75, 10});
}

TEST_CASE("equal intervals cut the range evenly") {
    const std::vector<double> numbers{0, 1, 1, 2, 100};
    const auto bounds = scene::class_bounds(numbers, spec_of(ClassMethod::equal, 4), {});
    CHECK(bounds.bounds == std::vector<double>{0, 25, 50, 75, 100});
}

TEST_CASE("standard deviations lie symmetrically about the mean") {
    // mean 5, sum of squares 40 over 5 values, s = sqrt(40/4) = sqrt(10) (by hand)
    const std::vector<double> numbers{1, 3, 5, 7, 9};
    const double s = std::sqrt(10.0);
    const auto even = scene::class_bounds(numbers, spec_of(ClassMethod::standard_deviation, 4), {});
    REQUIRE(even.bounds.size() == 5);
    CHECK(even.bounds[1] == doctest::Approx(5 - s));
    CHECK(even.bounds[2] == doctest::Approx(5));
    CHECK(even.bounds[3] == doctest::Approx(5 + s));
    const auto odd = scene::class_bounds(numbers, spec_of(ClassMethod::standard_deviation, 3), {});
    REQUIRE(odd.bounds.size() == 4);
    CHECK(odd.bounds[1] == doctest::Approx(5 - s / 2));
    CHECK(odd.bounds[2] == doctest::Approx(5 + s / 2));
    const auto wide = scene::class_bounds(numbers, spec_of(ClassMethod::standard_deviation, 9), {});
    CHECK(wide.count() < 9);  // nobody lies 3.5 s from the mean of five values
    CHECK_FALSE(wide.note.empty());
}

TEST_CASE("natural breaks are the best of all partitions") {
    std::mt19937 random(7);
    for (int round = 0; round < 60; ++round) {
        std::vector<double> numbers(4 + random() % 9);
        for (double& v : numbers) v = static_cast<double>(random() % 20) / 4;
        std::sort(numbers.begin(), numbers.end());
        for (int classes = 2; classes <= 4; ++classes) {
            const auto breaks = scene::natural_breaks(numbers, classes);
            std::vector<double> distinct(numbers);
            distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
            const int possible = std::min<int>(classes, static_cast<int>(distinct.size()));
            REQUIRE(breaks.size() + 1 == static_cast<std::size_t>(possible));
            CHECK(squared_deviations(numbers, breaks) == doctest::Approx(best_by_trying(numbers, 0, possible)).epsilon(1e-12));
        }
    }
}

TEST_CASE("natural breaks keep their digits far from zero") {
    std::vector<double> numbers{1e9, 1e9 + 1, 1e9 + 2, 1e9 + 100, 1e9 + 101};
    CHECK(scene::natural_breaks(numbers, 2) == std::vector<double>{1e9 + 51});
}

TEST_CASE("bounds of real deprivation scores equal classInt's") {
    const std::string scores = shared_file("data/oxfordshire/imd2019_lsoa11.csv"), breaks = shared_file("reference/breaks_oxfordshire.csv");
    if (!std::ifstream(scores) || !std::ifstream(breaks)) {
        MESSAGE("skipped: the reference breaks are not here (NEEDSMAP_SHARED)");
        return;
    }
    const std::vector<double> numbers = read_column(scores, "imd_score");
    REQUIRE(numbers.size() == 407);
    std::vector<double> sorted(numbers);
    std::sort(sorted.begin(), sorted.end());
    const std::map<std::string, ClassMethod> methods{
        {"quantile", ClassMethod::quantile}, {"equal", ClassMethod::equal}, {"fisher", ClassMethod::natural_breaks}};
    std::ifstream in(breaks);
    std::string line;
    int compared = 0;
    while (std::getline(in, line)) {
        std::vector<std::string> fields;
        std::istringstream row(line);
        for (std::string field; std::getline(row, field, ',');) fields.push_back(field);
        const auto method = methods.find(fields.at(0));
        if (method == methods.end()) continue;
        CAPTURE(line);
        std::vector<double> expected;
        std::istringstream list(fields.at(3));
        for (double v; list >> v;) expected.push_back(v);
        const auto bounds = scene::class_bounds(numbers, spec_of(method->second, std::stoi(fields.at(1))), {}).bounds;
        REQUIRE(bounds.size() == expected.size());
        for (std::size_t i = 0; i < bounds.size(); ++i)
            CHECK(bounds[i] == doctest::Approx(expected[i]).epsilon(1e-9));  // printed to 12 digits
        std::vector<int> counts;
        for (std::size_t i = 0; i + 1 < bounds.size(); ++i) {
            const bool last = i + 2 == bounds.size();
            counts.push_back(static_cast<int>(
                std::count_if(numbers.begin(), numbers.end(), [&](double v) { return v >= bounds[i] && (v < bounds[i + 1] || last); })));
        }
        std::istringstream expected_counts(fields.at(4));  // left-closed
        for (const int count : counts) {
            int e = -1;
            expected_counts >> e;
            CHECK(count == e);
        }
        if (fields.at(0) == "fisher") {
            const double gvf = 1 - squared_deviations(sorted, {bounds.begin() + 1, bounds.end() - 1}) / squared_deviations(sorted, {});
            CHECK(gvf == doctest::Approx(std::stod(fields.at(6))).epsilon(1e-10));
        }
        ++compared;
    }
    CHECK(compared == 6);
    // classInt's sd row: mean + {-1, 0, 1, 2} s are ours for six classes (its outer classes are further cut)
    const auto sd = scene::class_bounds(numbers, spec_of(ClassMethod::standard_deviation, 6), {}).bounds;
    REQUIRE(sd.size() == 6);  // -2 s lies below every score
    for (const auto& [i, expected] :
         std::map<std::size_t, double>{{1, 3.16919724538}, {2, 11.5801105651}, {3, 19.9910238848}, {4, 28.4019372046}})
        CHECK(sd[i] == doctest::Approx(expected).epsilon(1e-10));
}

TEST_CASE("natural breaks of all England are found, and beat quantiles") {
    const std::string file = shared_file("data/england/imd2019_lsoa11.csv");
    if (!std::ifstream(file)) {
        MESSAGE("skipped: the England scores are not here (NEEDSMAP_SHARED)");
        return;
    }
    std::vector<double> numbers = read_column(file, "imd_score");
    REQUIRE(numbers.size() == 32'844);
    const auto natural = scene::class_bounds(numbers, spec_of(ClassMethod::natural_breaks, 7), {}).bounds;
    const auto quantile = scene::class_bounds(numbers, spec_of(ClassMethod::quantile, 7), {}).bounds;
    std::sort(numbers.begin(), numbers.end());
    const auto fit = [&](const std::vector<double>& bounds) {
        return 1 - squared_deviations(numbers, {bounds.begin() + 1, bounds.end() - 1}) / squared_deviations(numbers, {});
    };
    CHECK(fit(natural) == doctest::Approx(0.969875).epsilon(1e-5));  // reference/README.md: the optimum for k = 7, to six digits
    CHECK(fit(quantile) < fit(natural));
}

TEST_CASE("labels have the layer's decimals and neither gaps nor overlaps") {
    auto indicator = tiny::indicator({1.04, 2.2, 3.3, 4.44, 5.5, 6.6, 7.7, 8.8, 9.9, 10.06});
    const auto c = scene::classify(*indicator, spec_of(ClassMethod::quantile, 3));
    // printed: 1.0 2.2 3.3 4.4 5.5 6.6 7.7 8.8 9.9 10.1; thirds at positions 3 and 6: bounds 4.4 and 7.7 (by hand)
    REQUIRE(c.legend.size() == 3);
    CHECK(c.legend[0].label == "7.7 to 10.1");
    CHECK(c.legend[1].label == "4.4 to 7.6");
    CHECK(c.legend[2].label == "1.0 to 4.3");
    CHECK(counts_of(c) == std::vector<int>{3, 3, 4});
}

TEST_CASE("a value printed 12.4 never stands in a class labelled 12.5 and more") {
    // 12.44 and 12.36 both print as 12.4; a break between them would part equal printed numbers
    auto indicator = tiny::indicator({10, 11, 12.36, 12.44, 13, 14});
    const auto c = scene::classify(*indicator, spec_of(ClassMethod::fixed, 0, {12.4}));
    CHECK((*c.class_of_area)[2] == (*c.class_of_area)[3]);
    CHECK(c.legend[0].label == "12.4 to 14.0");
    CHECK(c.legend[0].count == 4);
}

TEST_CASE("whole-number layers step by one and a class of one number says one number") {
    auto indicator = tiny::indicator({0, 0, 1, 1, 2, 3, 4, 7, 9}, [](model::LayerDefinition& d) { d.decimals = 0; });
    const auto c = scene::classify(*indicator, spec_of(ClassMethod::fixed, 0, {1, 2, 5}));
    CHECK(c.legend[0].label == "5 to 9");
    CHECK(c.legend[1].label == "2 to 4");
    CHECK(c.legend[2].label == "1");
    CHECK(c.legend[3].label == "0");
}

TEST_CASE("fixed classes beyond the data stay, empty, so that maps can be compared") {
    auto indicator = tiny::indicator({6, 7, 8});
    const auto c = scene::classify(*indicator, spec_of(ClassMethod::fixed, 0, {5, 10, 20}));
    REQUIRE(c.legend.size() == 4);
    CHECK(c.legend[0].label == "20.0 or more");
    CHECK(c.legend[0].count == 0);
    CHECK(c.legend[2].label == "5.0 to 9.9");
    CHECK(c.legend[2].count == 3);
    CHECK(c.legend[3].label == "under 5.0");
}

TEST_CASE("national classes begin at thresholds and carry their meaning") {
    auto indicator = tiny::indicator({10, 20, 30, 40}, [](model::LayerDefinition& d) {
        d.thresholds = {{30, "worst 10 % in England"}, {20, "worst 25 % in England"}};
    });
    const auto c = scene::classify(*indicator, spec_of(ClassMethod::national));
    REQUIRE(c.legend.size() == 3);
    CHECK(c.legend[0].note == "worst 10 % in England");
    CHECK(c.legend[0].count == 2);  // 30 itself is inside
    CHECK(c.legend[1].note == "worst 25 % in England");
    CHECK(c.legend[2].note.empty());
}

TEST_CASE("where low is worse, a national threshold belongs to the worse class below it") {
    auto indicator = tiny::indicator({1000, 3284, 3285, 20000}, [](model::LayerDefinition& d) {
        d.decimals = 0, d.direction = model::Direction::low_is_worse, d.kind = model::LayerKind::rank;
        d.thresholds = {{3284, "worst 10 % in England"}};
    });
    const auto c = scene::classify(*indicator, spec_of(ClassMethod::national));
    REQUIRE(c.legend.size() == 2);
    CHECK(c.legend[0].label == "1,000 to 3,284");  // worst first
    CHECK(c.legend[0].note == "worst 10 % in England");
    CHECK(c.legend[0].count == 2);
}

TEST_CASE("few distinct values make few classes, and the reason is said") {
    auto indicator = tiny::indicator({1, 1, 1, 2, 2, 5});
    const auto c = scene::classify(*indicator, spec_of(ClassMethod::quantile, 5));
    CHECK(c.class_count() == 3);
    CHECK(c.bounds.note == "3 classes instead of 5: only 3 distinct values");
    CHECK(counts_of(c) == std::vector<int>{3, 2, 1});
    const auto same = scene::classify(*tiny::indicator({4, 4, 4}), spec_of(ClassMethod::natural_breaks, 5));
    CHECK(same.class_count() == 1);
    CHECK(same.legend[0].label == "4.0");
    CHECK(same.bounds.note == "1 class instead of 5: all values are the same");
}

TEST_CASE("a value that most areas share gets a class of its own and the rest still has classes") {
    std::vector<double> numbers(60, 0.0);
    for (int i = 1; i <= 40; ++i) numbers.push_back(i);
    const auto c = scene::classify(*tiny::indicator(numbers), spec_of(ClassMethod::quantile, 5));
    // 100 numbers, 20 a class: the 60 zeros fill the first; 40 are left for four classes of 10 (by hand)
    CHECK(counts_of(c) == std::vector<int>{60, 10, 10, 10, 10});
    CHECK(c.legend.back().label == "0.0");
    CHECK(c.legend[3].label == "0.1 to 10.9");  // no gap after the zeros; the next class begins at 11.0
    CHECK(c.bounds.note == "many areas share the same value, so that the classes hold different numbers");
}

TEST_CASE("no number at all leaves only states") {
    auto indicator = tiny::indicator_of_cells({model::Cell{}, model::Cell::none(model::CellState::suppressed)});
    const auto c = scene::classify(*indicator, spec_of(ClassMethod::quantile));
    CHECK(c.class_count() == 0);
    REQUIRE(c.legend.size() == 2);
    CHECK(c.legend[0].kind == scene::LegendClass::Kind::missing);
    CHECK(c.legend[1].kind == scene::LegendClass::Kind::suppressed);
    CHECK_FALSE(c.bounds.note.empty());
}

TEST_CASE("methods that lack what they need say so") {
    auto indicator = tiny::indicator({1, 2, 3});
    CHECK_THROWS_WITH_AS((void)scene::classify(*indicator, spec_of(ClassMethod::national)), doctest::Contains("thresholds"), base::Error);
    CHECK_THROWS_WITH_AS((void)scene::classify(*indicator, spec_of(ClassMethod::fixed)), doctest::Contains("break"), base::Error);
    CHECK_THROWS_WITH_AS((void)scene::classify(*indicator, spec_of(ClassMethod::quantile, 12)), doctest::Contains("12 classes"),
                         base::Error);
    CHECK_THROWS_AS((void)scene::classify(*indicator, spec_of(ClassMethod::fixed, 0, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})), base::Error);
}

TEST_CASE("whatever the cells and the method, legend, map and printed numbers agree") {
    std::mt19937 random(11);
    const auto pick = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    for (int round = 0; round < 400; ++round) {
        std::vector<model::Cell> cells;
        const int spread = 1 + pick(4000);
        for (int i = pick(120); i >= 0; --i) {
            const int kind = pick(12);
            const double v = (pick(2 * spread) - (pick(2) ? 0 : spread)) / (round % 3 ? 37.0 : 20.0);  // twentieths: many ties at .x5
            if (kind == 0)
                cells.push_back(model::Cell::none(model::CellState::suppressed));
            else if (kind == 1)
                cells.push_back(model::Cell{});
            else if (kind == 2 && round % 2)
                cells.push_back(model::Cell::none(model::CellState::outside_scope));
            else if (kind == 3 && round % 5 == 0)
                cells.push_back(model::Cell::none(model::CellState::not_applicable));
            else
                cells.push_back(model::Cell::of(v, kind == 4));
        }
        const auto direction = static_cast<model::Direction>(pick(3));
        auto indicator = tiny::indicator_of_cells(cells, [&](model::LayerDefinition& d) {
            d.decimals = pick(4), d.direction = direction;
            d.thresholds = {{pick(100) / 7.0, "a"}, {pick(100) / 3.0, "b"}};
        });
        const auto method = static_cast<ClassMethod>(pick(6));
        const auto c = scene::classify(*indicator, spec_of(method, 3 + pick(7), {-1.5, 0, 2.25, 10}));
        CAPTURE(round);

        std::map<int, int> on_map;
        for (const auto style : *c.class_of_area) ++on_map[style];
        int total = 0;
        for (const auto& line : c.legend) {
            CHECK(on_map[line.style] == line.count);
            total += line.count;
        }
        CHECK(total == static_cast<int>(cells.size()));

        CHECK(std::is_sorted(c.bounds.bounds.begin(), c.bounds.bounds.end()));
        for (std::size_t a = 0; a < cells.size(); ++a) {
            if (!cells[a].has_number()) {
                CHECK((*c.class_of_area)[a] >= c.class_count());
                continue;
            }
            const int k = (*c.class_of_area)[a];
            REQUIRE(k < c.class_count());
            const double printed = std::strtod(base::format_plain(cells[a].number, indicator->definition->decimals).c_str(), nullptr);
            CAPTURE(printed);
            CHECK(printed >= c.bounds.bounds[static_cast<std::size_t>(k)]);
            if (k + 1 < c.class_count())
                CHECK(printed < c.bounds.bounds[static_cast<std::size_t>(k) + 1]);
            else
                CHECK(printed <= c.bounds.bounds.back());
        }
    }
}

TEST_CASE("a histogram counts every number once") {
    auto indicator = tiny::indicator({0, 1, 2, 3, 4, 5, 6, 7, 8, 10});
    const auto h = scene::histogram(*indicator, 5);
    CHECK(h.low == 0);
    CHECK(h.high == 10);
    CHECK(h.counts == std::vector<int>{2, 2, 2, 2, 2});  // [0,2) [2,4) [4,6) [6,8) [8,10]
    CHECK(scene::histogram(*tiny::indicator({3, 3}), 4).counts == std::vector<int>{2, 0, 0, 0});
    CHECK(scene::histogram(*tiny::indicator_of_cells({model::Cell{}}), 4).counts.empty());
}

TEST_CASE("the legend calls what does not apply by the layer's own word") {
    const std::vector<model::Cell> cells{model::Cell::of(1), model::Cell::of(2), model::Cell::none(model::CellState::not_applicable)};
    const auto last_label = [&](const std::string& word) {
        const auto indicator = tiny::indicator_of_cells(cells, [&](model::LayerDefinition& d) { d.not_applicable_label = word; });
        return scene::classify(*indicator, spec_of(ClassMethod::equal, 3)).legend.back().label;
    };
    CHECK(last_label("No service") == "No service");
    CHECK(last_label("") == "Not applicable");
}
