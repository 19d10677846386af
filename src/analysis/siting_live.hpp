// What a plan achieves while somebody drags its sites: nearest and second nearest open site of every demand point are kept, so that adding,
// removing or moving one site touches only the demand points it concerns (the bookkeeping of Whitaker 1983).
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "analysis/site_reach.hpp"
#include "model/travel.hpp"

namespace needsmap::analysis {

/// In weights (children, say) over all demand points.
struct LiveSummary {
    double weight_total = 0;
    double weight_served = 0;                    ///< has some open site in reach
    double weight_covered = 0;                   ///< within the limit (exactly at it counts)
    std::optional<double> mean_cost;             ///< over the weight served
    std::optional<double> worst_cost;            ///< over demand points served that have weight
    double weight_gaining = 0;                   ///< against the baseline: a shorter way, or a way at all
    double weight_losing = 0;                    ///< a longer way, or none any more
    std::optional<double> mean_gain, mean_loss;  ///< of those, where both ways exist; > 0
};

class LivePlan {
public:
    /// `costs` has a column for every site that may be open. The baseline is the plan at the start. Throws base::Error for sizes
    /// that differ, weights below 0 or that are not numbers, and sites that are not there.
    LivePlan(model::TravelCosts costs, std::vector<double> weights, std::span<const SiteIndex> open_sites, double within);

    /// Nothing happens when it is open (or closed) already.
    void add(SiteIndex site);
    void remove(SiteIndex site);
    /// The site's costs from every demand point become `column` (it was dragged); it may be open or closed.
    void move(SiteIndex site, std::span<const double> column);
    /// A new site, closed; returns its index.
    SiteIndex append(std::span<const double> column);
    void set_limit(double within) { m_within = within; }
    /// From now on winners and losers are against the plan as it is.
    void set_baseline() { m_baseline = m_nearest_cost; }

    [[nodiscard]] LiveSummary summary() const;
    [[nodiscard]] std::span<const SiteIndex> nearest() const { return m_nearest; }  ///< per demand point; no_site where none is in reach
    [[nodiscard]] std::span<const double> nearest_cost() const { return m_nearest_cost; }  ///< `unreachable` where none
    [[nodiscard]] std::span<const SiteIndex> second_nearest() const { return m_second; }
    [[nodiscard]] std::span<const double> second_cost() const { return m_second_cost; }
    [[nodiscard]] std::span<const double> baseline_cost() const { return m_baseline; }
    [[nodiscard]] bool is_open(SiteIndex site) const { return m_open[site] != 0; }
    [[nodiscard]] std::vector<SiteIndex> open_sites() const;

private:
    void check_column(std::span<const double> column) const;
    void replace_column(SiteIndex site, std::span<const double> column);
    void find(std::size_t demand);
    void offer(std::size_t demand, SiteIndex site, double cost);

    model::TravelCosts m_costs;
    std::vector<double> m_weights;
    std::vector<char> m_open;
    double m_within;
    std::vector<SiteIndex> m_nearest, m_second;
    std::vector<double> m_nearest_cost, m_second_cost, m_baseline;
};

}  // namespace needsmap::analysis
