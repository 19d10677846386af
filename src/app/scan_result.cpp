// A scan's clusters as a result, with their circles.
#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "app/hotspots_result_parts.hpp"
#include "app/value_text.hpp"
#include "base/format.hpp"

namespace needsmap::app {

using namespace detail;
using analysis::SpotClass;
using model::AreaIndex;
using model::Cell;

namespace {

constexpr int circle_points = 96;

/// The circle that was scanned, a little wider so that it does not cut its farthest point; one area alone gets a small one.
std::vector<geo::MapPoint> circle(const analysis::ScanCluster& cluster, const model::Geography& geography) {
    const geo::MapBox box = geography.coverage->full().area_bounds(cluster.centre);
    const double own = 0.5 * std::hypot(box.max_x - box.min_x, box.max_y - box.min_y);
    const double radius = std::max(cluster.radius_m * 1.02, own);
    std::vector<geo::MapPoint> out;
    for (int i = 0; i < circle_points; ++i) {
        const double angle = 2 * std::numbers::pi * i / circle_points;
        out.push_back({cluster.centre_point.x + radius * std::sin(angle), cluster.centre_point.y + radius * std::cos(angle)});
    }
    return out;
}

/// By area, the place of its cluster among those found; -1 outside all.
std::vector<int> cluster_of_area(const analysis::ScanResult& found, std::size_t size) {
    std::vector<int> out(size, -1);
    for (std::size_t c = 0; c < found.clusters.size(); ++c)
        for (const AreaIndex member : found.clusters[c].members) out[static_cast<std::size_t>(member)] = static_cast<int>(c);
    return out;
}

bool takes_part(const model::Indicator& indicator, std::size_t area) {
    return indicator.value[area].has_number() && indicator.numerator[area].has_number() && indicator.denominator[area].has_number() &&
           indicator.denominator[area].number > 0;
}

std::string scan_words(const analysis::ScanCluster& cluster, const model::Geography& geography) {
    std::string text =
        count_of_areas(geography, cluster.members.size()) + " around " + geography.names[static_cast<std::size_t>(cluster.centre)];
    if (cluster.has_relative_risk) text += " with " + base::format_number(cluster.relative_risk, 2) + " times the rate elsewhere";
    return text + " (p = " + base::format_exact(cluster.p) + ")";
}

std::string scan_finding(const analysis::ScanResult& found, const model::Geography& geography, std::size_t certain) {
    if (found.clusters.empty()) return "No circle stands out";
    const std::string first = scan_words(found.clusters.front(), geography);
    if (certain == 0) return "No cluster is beyond chance; the most likely one is " + first;
    const std::string count = certain == 1 ? "1 cluster is" : base::format_count(static_cast<std::int64_t>(certain)) + " clusters are";
    return count + " beyond chance; the most likely one is " + first;
}

void add_cluster_columns(model::ResultTable& table, const analysis::ScanResult& found, const std::vector<int>& cluster_of) {
    const std::size_t size = cluster_of.size();
    std::vector<std::optional<double>> number(size), observed(size), expected(size), risk(size);
    for (std::size_t i = 0; i < size; ++i) {
        if (cluster_of[i] < 0) continue;
        const analysis::ScanCluster& cluster = found.clusters[static_cast<std::size_t>(cluster_of[i])];
        number[i] = cluster_of[i] + 1, observed[i] = cluster.observed, expected[i] = cluster.expected;
        if (cluster.has_relative_risk) risk[i] = cluster.relative_risk;
    }
    add_integer(table, "cluster", "number of the cluster, 1 is the most likely; empty: in none", number);
    add_number(table, "observed", "cases in the cluster", 0, observed);
    add_number(table, "expected", "cases expected in the cluster by its population", 4, expected);
    add_number(table, "relative_risk", "rate in the cluster over the rate outside", 6, risk);
}

}  // namespace

std::shared_ptr<const model::Result> scan_result(const HotSpotQuestion& question, const analysis::ScanResult& found, double most_p) {
    const model::Indicator& indicator = *question.indicator;
    const model::Geography& geography = *indicator.geography;
    const std::vector<int> cluster_of = cluster_of_area(found, geography.size());
    const auto is_certain = [&](const analysis::ScanCluster& cluster) { return cluster.p <= most_p; };
    Rows rows(geography.size());
    rows.statistic_title = "log likelihood ratio of the area's cluster";
    std::vector<Cell> kind(geography.size());
    for (std::size_t i = 0; i < geography.size(); ++i) {
        const auto* cluster = cluster_of[i] < 0 ? nullptr : &found.clusters[static_cast<std::size_t>(cluster_of[i])];
        const bool hot = cluster != nullptr && is_certain(*cluster);
        if (cluster != nullptr) rows.statistic[i] = cluster->log_likelihood_ratio, rows.p_permutation[i] = cluster->p;
        rows.words[i] = analysis::to_string(hot                        ? SpotClass::hot
                                            : takes_part(indicator, i) ? SpotClass::not_significant
                                                                       : SpotClass::no_statistic);
        kind[i] = takes_part(indicator, i) ? Cell::of(hot ? 0 : 1) : no_kind(indicator.value[i]);
    }
    std::ranges::stable_sort(rows.order, {}, [&](AreaIndex a) {
        const int cluster = cluster_of[static_cast<std::size_t>(a)];
        return cluster < 0 ? static_cast<int>(found.clusters.size()) : cluster;
    });
    model::ResultTable table = table_of(indicator, rows);
    add_cluster_columns(table, found, cluster_of);
    add_national(table, indicator);
    const auto result =
        start(question, kinds(question, {style("hot", need_colours), style("not significant", chance_colours)}, std::move(kind)),
              std::move(table));
    for (std::size_t c = 0; c < found.clusters.size(); ++c)
        result->outlines.push_back({std::to_string(c + 1), {circle(found.clusters[c], geography)}});
    result->outlines_title = "Likely clusters";
    result->finding = scan_finding(found, geography, static_cast<std::size_t>(std::ranges::count_if(found.clusters, is_certain)));
    result->method_lines = {found.method};
    for (std::size_t c = 0; c < found.clusters.size(); ++c)
        result->method_lines.push_back("Cluster " + std::to_string(c + 1) + ": " + scan_words(found.clusters[c], geography));
    result->diagnostics = found.diagnostics;
    return result;
}

}  // namespace needsmap::app
