#include "analysis/weights.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include "analysis/point_grid.hpp"
#include "base/error.hpp"
#include "base/parallel.hpp"

namespace needsmap::analysis {

namespace {

constexpr int highest_order = 10;
constexpr int most_nearest = 1000;
constexpr std::size_t most_links = 50'000'000;  ///< 200 MB; a mistyped band must not exhaust the memory
constexpr std::size_t areas_per_range = 256;

using Row = std::vector<AreaIndex>;

std::optional<double> number_from(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
    return value;
}

std::optional<int> whole_number_from(std::string_view text, int most) {
    const auto value = number_from(text);
    if (!value || *value < 1 || *value > most || *value != std::floor(*value)) return std::nullopt;
    return static_cast<int>(*value);
}

std::string metres_text(double metres) {
    std::array<char, 32> buffer{};
    const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), metres, std::chars_format::fixed);
    return result.ec == std::errc() ? std::string(buffer.data(), result.ptr) : std::to_string(metres);
}

geo::Neighbours packed(const std::vector<Row>& rows) {
    geo::Neighbours out;
    out.begin.push_back(0);
    for (const Row& row : rows) {
        if (out.index.size() + row.size() > most_links)
            throw base::Error("These weights would link more than 50 million pairs of areas.",
                              "Choose a shorter distance or fewer neighbours.");
        out.index.insert(out.index.end(), row.begin(), row.end());
        out.begin.push_back(static_cast<std::uint32_t>(out.index.size()));
    }
    return out;
}

/// Rows made area by area from several threads.
template <class MakeRow>
geo::Neighbours rows_of(std::size_t area_count, base::JobContext& job, MakeRow make_row) {
    std::vector<Row> rows(area_count);
    base::parallel_ranges(area_count, areas_per_range, [&](std::size_t first, std::size_t last) {
        job.check_cancelled();
        for (std::size_t area = first; area < last; ++area) rows[area] = make_row(static_cast<AreaIndex>(area));
    });
    return packed(rows);
}

std::vector<std::uint8_t> areas_at_the_edge(const geo::Coverage& coverage) {
    std::vector<std::uint8_t> edge(coverage.area_count());
    for (std::uint32_t arc = 0; arc < coverage.arc_count(); ++arc) {
        const AreaIndex left = coverage.arc_left(arc), right = coverage.arc_right(arc);
        if (left == geo::no_area && right != geo::no_area) edge[static_cast<std::size_t>(right)] = 1;
        if (right == geo::no_area && left != geo::no_area) edge[static_cast<std::size_t>(left)] = 1;
    }
    return edge;
}

geo::Neighbours nearest_rows(std::span<const geo::MapPoint> points, int wanted, base::JobContext& job) {
    const auto count = static_cast<std::size_t>(wanted);
    if (points.size() <= count)
        throw base::Error(
            "There are only " + std::to_string(points.size()) + " areas, so none has " + std::to_string(count) + " nearest neighbours.",
            "Choose fewer neighbours.");
    const PointGrid grid(points);
    return rows_of(points.size(), job, [&](AreaIndex area) {
        Row row = grid.nearest(area, count);
        std::sort(row.begin(), row.end());
        return row;
    });
}

geo::Neighbours band_rows(std::span<const geo::MapPoint> points, double band_m, base::JobContext& job) {
    const PointGrid grid(points);
    return rows_of(points.size(), job, [&](AreaIndex area) { return grid.within(area, band_m); });
}

void check_points(const geo::Coverage& coverage, std::span<const geo::MapPoint> points) {
    if (points.size() != coverage.area_count())
        throw base::Error("Distances between areas need one point per area, but there are " + std::to_string(points.size()) +
                          " points for " + std::to_string(coverage.area_count()) + " areas.");
}

}  // namespace

std::string to_text(const WeightsSpec& spec) {
    switch (spec.kind) {
        case WeightsKind::nearest: return "knn:" + std::to_string(spec.nearest_count);
        case WeightsKind::band: return "band:" + metres_text(spec.band_m);
        case WeightsKind::queen:
        case WeightsKind::rook: break;
    }
    const std::string kind = spec.kind == WeightsKind::queen ? "queen" : "rook";
    return spec.order == 1 ? kind : kind + ":" + std::to_string(spec.order);
}

std::string describe(const WeightsSpec& spec) {
    if (spec.kind == WeightsKind::nearest) return "the " + std::to_string(spec.nearest_count) + " nearest areas (" + to_text(spec) + ")";
    if (spec.kind == WeightsKind::band) return "areas within " + metres_text(spec.band_m) + " m (" + to_text(spec) + ")";
    std::string text = spec.kind == WeightsKind::queen ? "areas that share a border or a corner" : "areas that share a border";
    if (spec.order > 1) text += ", up to " + std::to_string(spec.order) + " steps away";
    return text + " (" + to_text(spec) + ")";
}

WeightsSpec weights_spec_from(std::string_view text) {
    const std::size_t colon = text.find(':');
    const std::string_view kind = text.substr(0, colon);
    const bool has_number = colon != std::string_view::npos;
    const std::string_view number = has_number ? text.substr(colon + 1) : std::string_view();
    WeightsSpec spec;
    bool understood = false;
    if (kind == "queen" || kind == "rook") {
        spec.kind = kind == "queen" ? WeightsKind::queen : WeightsKind::rook;
        const auto order = has_number ? whole_number_from(number, highest_order) : std::optional<int>(1);
        understood = order.has_value();
        spec.order = order.value_or(1);
    } else if (kind == "knn") {
        const auto count = whole_number_from(number, most_nearest);
        spec.kind = WeightsKind::nearest;
        understood = count.has_value();
        spec.nearest_count = count.value_or(0);
    } else if (kind == "band") {
        const auto band_m = number_from(number);
        spec.kind = WeightsKind::band;
        understood = band_m.has_value() && *band_m > 0;
        spec.band_m = band_m.value_or(0);
    }
    if (!understood)
        throw base::Error("The weights \"" + std::string(text) + "\" are not known.",
                          "Write queen, rook, queen:2 (up to order 10), knn:6 (up to 1000) or band:5000 (metres).", base::ErrorKind::usage);
    return spec;
}

std::vector<AreaIndex> Weights::islands() const {
    std::vector<AreaIndex> out;
    for (std::size_t area = 0; area < size(); ++area)
        if (count(area) == 0) out.push_back(static_cast<AreaIndex>(area));
    return out;
}

Weights make_weights(const geo::Coverage& coverage, std::span<const geo::MapPoint> points, const WeightsSpec& spec, base::JobContext& job) {
    job.check_cancelled();
    Weights out;
    out.spec = spec;
    out.touches_outside = areas_at_the_edge(coverage);
    if (spec.kind == WeightsKind::nearest || spec.kind == WeightsKind::band) {
        check_points(coverage, points);
        out.rows = spec.kind == WeightsKind::nearest ? nearest_rows(points, spec.nearest_count, job) : band_rows(points, spec.band_m, job);
    } else {
        const auto contiguity = spec.kind == WeightsKind::queen ? geo::Contiguity::queen : geo::Contiguity::rook;
        out.rows = higher_order(geo::neighbours(coverage, contiguity), spec.order);
    }
    return out;
}

Weights restricted(const Weights& weights, std::span<const std::uint8_t> keep) {
    Weights out;
    out.spec = weights.spec;
    out.touches_outside = weights.touches_outside;
    out.rows.begin.reserve(weights.size() + 1);
    out.rows.index.reserve(weights.link_count());
    out.rows.begin.push_back(0);
    for (std::size_t area = 0; area < weights.size(); ++area) {
        if (keep[area] != 0)
            for (const AreaIndex other : weights.of(area))
                if (keep[static_cast<std::size_t>(other)] != 0) out.rows.index.push_back(other);
        out.rows.begin.push_back(static_cast<std::uint32_t>(out.rows.index.size()));
    }
    return out;
}

geo::Neighbours higher_order(const geo::Neighbours& rows, int order) {
    if (order <= 1) return rows;
    const std::size_t area_count = rows.begin.empty() ? 0 : rows.begin.size() - 1;
    std::vector<Row> out(area_count);
    base::parallel_ranges(area_count, areas_per_range, [&](std::size_t first, std::size_t last) {
        std::vector<std::uint8_t> seen(area_count);
        for (std::size_t area = first; area < last; ++area) {
            Row& reached = out[area];
            seen[area] = 1;
            std::size_t step_begin = 0;
            for (int step = 1; step <= order; ++step) {
                const std::size_t step_end = reached.size();
                const auto visit = [&](AreaIndex from) {
                    for (const AreaIndex other : rows.of(from))
                        if (seen[static_cast<std::size_t>(other)] == 0) seen[static_cast<std::size_t>(other)] = 1, reached.push_back(other);
                };
                if (step == 1) visit(static_cast<AreaIndex>(area));
                for (std::size_t i = step_begin; i < step_end; ++i) visit(reached[i]);
                step_begin = step_end;
            }
            for (const AreaIndex other : reached) seen[static_cast<std::size_t>(other)] = 0;
            seen[area] = 0;
            std::sort(reached.begin(), reached.end());
        }
    });
    return packed(out);
}

}  // namespace needsmap::analysis
