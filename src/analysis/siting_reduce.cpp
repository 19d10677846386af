#include "analysis/siting_reduce.hpp"

#include <algorithm>
#include <numeric>

namespace needsmap::analysis {
namespace {

using Lists = std::vector<std::vector<std::uint32_t>>;

/// The other way round: for each of `count` things the lists it is in.
Lists transposed(const Lists& lists, std::size_t count) {
    Lists out(count);
    for (std::uint32_t r = 0; r < lists.size(); ++r)
        for (const std::uint32_t j : lists[r]) out[j].push_back(r);
    return out;
}

bool contains(const std::vector<std::uint32_t>& big, const std::vector<std::uint32_t>& small) {
    return big.size() >= small.size() && std::includes(big.begin(), big.end(), small.begin(), small.end());
}

class Reduction {
public:
    explicit Reduction(const CoverRows& rows) : m_rows(rows.sites), m_least(rows.least), m_site_count(rows.site_count) {}

    ReducedCover run() {
        bool changed = true;
        while (changed) {
            changed = drop_rows();
            changed |= drop_columns();
            changed |= force_columns();
        }
        return result();
    }

private:
    /// A row that contains another and needs no more is satisfied with it.
    bool drop_rows() {
        const Lists columns = transposed(m_rows, m_site_count);
        std::vector<char> gone(m_rows.size(), 0);
        for (std::uint32_t small = 0; small < m_rows.size(); ++small) {
            if (gone[small]) continue;
            const auto rarest = std::min_element(m_rows[small].begin(), m_rows[small].end(),
                                                 [&](std::uint32_t a, std::uint32_t b) { return columns[a].size() < columns[b].size(); });
            for (const std::uint32_t big : columns[*rarest])
                if (big != small && !gone[big] && m_least[big] <= m_least[small] && contains(m_rows[big], m_rows[small])) gone[big] = 1;
        }
        return keep_rows(gone);
    }

    /// A column whose rows are all in another column can be replaced by it, unless a row needs both.
    bool drop_columns() {
        const Lists columns = transposed(m_rows, m_site_count);
        std::vector<char> gone(m_site_count, 0);
        for (std::uint32_t small = 0; small < m_site_count; ++small) {
            if (columns[small].empty()) continue;
            const bool shared_need =
                std::any_of(columns[small].begin(), columns[small].end(), [&](std::uint32_t r) { return m_least[r] > 1; });
            if (shared_need) continue;
            const auto shortest = std::min_element(columns[small].begin(), columns[small].end(),
                                                   [&](std::uint32_t a, std::uint32_t b) { return m_rows[a].size() < m_rows[b].size(); });
            for (const std::uint32_t big : m_rows[*shortest])
                if (big != small && !gone[big] && contains(columns[big], columns[small])) {
                    gone[small] = 1;
                    break;
                }
        }
        bool any = false;
        for (auto& row : m_rows) any |= std::erase_if(row, [&](std::uint32_t j) { return gone[j] != 0; }) > 0;
        return any;
    }

    /// A row with no more sites than it needs takes them all.
    bool force_columns() {
        std::vector<char> forced(m_site_count, 0);
        bool any = false;
        for (std::size_t r = 0; r < m_rows.size(); ++r)
            if (m_rows[r].size() <= m_least[r])
                for (const std::uint32_t j : m_rows[r]) forced[j] = 1, any = true;
        if (!any) return false;
        std::vector<char> gone(m_rows.size(), 0);
        for (std::size_t r = 0; r < m_rows.size(); ++r) {
            const auto taken = std::erase_if(m_rows[r], [&](std::uint32_t j) { return forced[j] != 0; });
            m_least[r] -= std::min<std::size_t>(m_least[r], taken);
            gone[r] = m_least[r] == 0 ? 1 : 0;
        }
        for (std::uint32_t j = 0; j < m_site_count; ++j)
            if (forced[j]) m_forced.push_back(j);
        keep_rows(gone);
        return true;
    }

    bool keep_rows(const std::vector<char>& gone) {
        std::size_t kept = 0;
        for (std::size_t r = 0; r < m_rows.size(); ++r) {
            if (gone[r]) continue;
            if (kept != r) m_rows[kept] = std::move(m_rows[r]), m_least[kept] = m_least[r];
            ++kept;
        }
        const bool any = kept < m_rows.size();
        m_rows.resize(kept), m_least.resize(kept);
        return any;
    }

    ReducedCover result() {
        ReducedCover out{.forced = m_forced, .least = m_least};
        std::vector<int> position(m_site_count, -1);
        for (const auto& row : m_rows)
            for (const std::uint32_t j : row) position[j] = 0;
        for (std::uint32_t j = 0; j < m_site_count; ++j)
            if (position[j] == 0) position[j] = static_cast<int>(out.columns.size()), out.columns.push_back(j);
        for (const auto& row : m_rows) {
            out.rows.emplace_back();
            for (const std::uint32_t j : row) out.rows.back().push_back(position[j]);
        }
        return out;
    }

    Lists m_rows;
    std::vector<std::size_t> m_least;
    std::size_t m_site_count;
    std::vector<SiteIndex> m_forced;
};

}  // namespace

ReducedCover reduce_cover(const CoverRows& rows) { return Reduction(rows).run(); }

std::vector<SiteIndex> greedy_cover(const CoverRows& rows, std::span<const SiteIndex> start) {
    const Lists columns = transposed(rows.sites, rows.site_count);
    std::vector<std::size_t> missing = rows.least, helps(rows.site_count, 0), have(rows.sites.size(), 0);
    for (std::size_t j = 0; j < rows.site_count; ++j) helps[j] = columns[j].size();
    std::vector<SiteIndex> chosen;
    const auto choose = [&](SiteIndex site) {
        chosen.push_back(site);
        for (const std::uint32_t r : columns[site]) {
            ++have[r];
            if (missing[r] == 0 || --missing[r] > 0) continue;
            for (const std::uint32_t j : rows.sites[r])
                if (helps[j] > 0) --helps[j];
        }
        helps[site] = 0;
    };
    for (const SiteIndex site : start) choose(site);
    while (true) {
        const auto best = std::max_element(helps.begin(), helps.end());
        if (best == helps.end() || *best == 0) break;
        choose(static_cast<SiteIndex>(best - helps.begin()));
    }
    for (std::size_t k = chosen.size(); k-- > 0;) {
        const auto& covered = columns[chosen[k]];
        if (!std::all_of(covered.begin(), covered.end(), [&](std::uint32_t r) { return have[r] > rows.least[r]; })) continue;
        for (const std::uint32_t r : covered) --have[r];
        chosen.erase(chosen.begin() + static_cast<std::ptrdiff_t>(k));
    }
    return chosen;
}

std::size_t independent_rows(const CoverRows& rows) {
    std::vector<std::size_t> order(rows.sites.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return rows.sites[a].size() < rows.sites[b].size(); });
    std::vector<char> used(rows.site_count, 0);
    std::size_t count = 0;
    for (const std::size_t r : order) {
        if (std::any_of(rows.sites[r].begin(), rows.sites[r].end(), [&](SiteIndex j) { return used[j] != 0; })) continue;
        for (const SiteIndex j : rows.sites[r]) used[j] = 1;
        count += rows.least[r];
    }
    return count;
}

}  // namespace needsmap::analysis
