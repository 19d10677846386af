// Making set covers small before anything is solved: rows and columns that cannot matter go (Toregas & ReVelle 1972; Beasley 1987,
// European Journal of Operational Research 31), and cheap bounds from both sides.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "analysis/site_reach.hpp"

namespace needsmap::analysis {

/// Each row needs at least `least` of its sites; sites rising.
struct CoverRows {
    std::size_t site_count = 0;
    std::vector<std::vector<SiteIndex>> sites;
    std::vector<std::size_t> least;
    void add(std::vector<SiteIndex> row, std::size_t at_least) { sites.push_back(std::move(row)), least.push_back(at_least); }
};

struct ReducedCover {
    std::vector<SiteIndex> forced;       ///< in some optimal cover
    std::vector<SiteIndex> columns;      ///< the sites that are left
    std::vector<std::vector<int>> rows;  ///< of positions in `columns`
    std::vector<std::size_t> least;
};

/// Keeps at least one optimal cover: forced + the best of what is left.
[[nodiscard]] ReducedCover reduce_cover(const CoverRows& rows);

/// A cover: the sites of `start`, then always the site that helps most rows; then redundant ones go, last first.
[[nodiscard]] std::vector<SiteIndex> greedy_cover(const CoverRows& rows, std::span<const SiteIndex> start = {});

/// Rows found that share no site, by what they need: no cover has fewer sites.
[[nodiscard]] std::size_t independent_rows(const CoverRows& rows);

}  // namespace needsmap::analysis
