#include "analysis/siting_rules.hpp"

#include <algorithm>
#include <limits>

namespace needsmap::analysis {
namespace {

constexpr double never = std::numeric_limits<double>::infinity();

struct ByScore {
    std::span<const double> scores;
    bool operator()(SiteIndex a, SiteIndex b) const { return scores[a] != scores[b] ? scores[a] < scores[b] : a < b; }
};

std::size_t less(std::size_t a, std::size_t b) { return a > b ? a - b : 0; }

double sum_of(std::span<const double> scores, std::span<const SiteIndex> sites) {
    double sum = 0;
    for (const SiteIndex site : sites) sum += scores[site];
    return sum;
}

}  // namespace

std::size_t SiteRules::count(SiteFate which) const { return static_cast<std::size_t>(std::count(fate.begin(), fate.end(), which)); }

std::vector<std::size_t> SiteRules::group_missing() const {
    std::vector<std::size_t> missing = group_least;
    for (std::size_t j = 0; j < group.size(); ++j)
        if (group[j] >= 0 && fate[j] == SiteFate::open && missing[static_cast<std::size_t>(group[j])] > 0)
            --missing[static_cast<std::size_t>(group[j])];
    return missing;
}

bool SiteRules::allow(std::span<const SiteIndex> sites) const {
    if (sites.size() < fewest || sites.size() > most) return false;
    SiteRules with = *this;
    std::size_t locked = 0;
    for (const SiteIndex site : sites) {
        if (fate[site] == SiteFate::closed) return false;
        if (fate[site] == SiteFate::open) ++locked;
        with.fate[site] = SiteFate::open;
    }
    const auto missing = with.group_missing();
    return locked == count(SiteFate::open) && std::all_of(missing.begin(), missing.end(), [](std::size_t n) { return n == 0; });
}

bool SiteRules::possible() const {
    std::vector<SiteIndex> chosen;
    const std::vector<double> scores(fate.size(), 0.0);
    return CheapestSites().choose(*this, scores, chosen) < never;
}

double CheapestSites::choose(const SiteRules& rules, std::span<const double> scores, std::vector<SiteIndex>& chosen) {
    m_free.clear();
    std::size_t open = 0;
    for (std::size_t j = 0; j < rules.fate.size(); ++j) {
        if (rules.fate[j] == SiteFate::free) m_free.push_back(static_cast<SiteIndex>(j));
        if (rules.fate[j] == SiteFate::open) ++open;
    }
    chosen.clear();
    const std::size_t fewest = less(rules.fewest, open), most = less(rules.most, open);
    m_priced = rules.group_least.empty();
    if (open > rules.most || m_free.size() < fewest) return never;
    if (!m_priced) return choose_in_groups(rules, scores, fewest, most, chosen);

    const ByScore by{scores};
    const std::size_t head = std::min(most + 1, m_free.size());
    std::partial_sort(m_free.begin(), m_free.begin() + static_cast<std::ptrdiff_t>(head), m_free.end(), by);
    for (std::size_t k = 0; k < std::min(most, head); ++k)
        if (k < fewest || scores[m_free[k]] < 0) chosen.push_back(m_free[k]);
    remember_prices(scores, chosen, chosen.size() < head ? scores[m_free[chosen.size()]] : never, fewest, most);
    return sum_of(scores, chosen);
}

double CheapestSites::choose_in_groups(const SiteRules& rules, std::span<const double> scores, std::size_t fewest, std::size_t most,
                                       std::vector<SiteIndex>& chosen) {
    std::vector<std::size_t> missing = rules.group_missing();
    std::sort(m_free.begin(), m_free.end(), ByScore{scores});
    std::vector<SiteIndex> rest;
    for (const SiteIndex site : m_free) {
        const int group = rules.group[site];
        if (group >= 0 && missing[static_cast<std::size_t>(group)] > 0) {
            --missing[static_cast<std::size_t>(group)];
            chosen.push_back(site);
        } else {
            rest.push_back(site);
        }
    }
    if (chosen.size() > most || std::any_of(missing.begin(), missing.end(), [](std::size_t n) { return n > 0; })) return never;
    for (const SiteIndex site : rest)
        if (chosen.size() < fewest || (chosen.size() < most && scores[site] < 0)) chosen.push_back(site);
    std::sort(chosen.begin(), chosen.end(), ByScore{scores});
    return sum_of(scores, chosen);
}

void CheapestSites::remember_prices(std::span<const double> scores, std::span<const SiteIndex> chosen, double next, std::size_t fewest,
                                    std::size_t most) {
    m_any_chosen = !chosen.empty();
    m_worst_chosen = m_any_chosen ? scores[chosen.back()] : 0;
    m_next = next;
    m_can_grow = chosen.size() < most;
    m_can_shrink = chosen.size() > fewest;
}

double CheapestSites::price_of_opening(double score) const {
    if (!m_priced) return 0;
    const double by_adding = m_can_grow ? score : never;
    const double by_swapping = m_any_chosen ? score - m_worst_chosen : never;
    return std::min(by_adding, by_swapping);
}

double CheapestSites::price_of_closing(double score) const {
    if (!m_priced) return 0;
    const double by_dropping = m_can_shrink ? -score : never;
    return std::min(by_dropping, m_next - score);
}

}  // namespace needsmap::analysis
