// Hidden pockets: parents (wards) that look fine on average while one of the small areas inside does not.
//
// How a parent is judged, in plain words:
// - flagged      the parent is among the worst (FlagRule): its average already shows the need.
// - pocket       the parent is not flagged, its small areas differ by more than chance, and the worst of them is, beyond chance, worse than the
//                rest of the parent and worse than the need line (the county's value unless another is given).
// - cannot tell  too little is known: the parent has no value; fewer than two small areas have numbers; no small area with enough children;
//                more than half of the small areas have no number; or the worst one looks bad enough to be flagged on its own, but chance
//                cannot be ruled out.
// - even         nothing of the kind: what is known gives no sign of a pocket.
//
// "By more than chance": test_homogeneity over the small areas inside, corrected over all tested parents by Benjamini-Hochberg (q <= fdr).
// "Worse than the rest": p_above of the worst small area against the others together, times the number of small areas because the worst one
// was picked (Bonferroni), at most `fdr`. "Worse than the line": its whole 95 % interval (Wilson for proportions, Byar and exact Poisson
// for rates) lies beyond the line.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.hpp"
#include "base/job.hpp"
#include "model/layer.hpp"

namespace needsmap::analysis {

using model::AreaIndex;

/// Which parents count as flagged.
struct FlagRule {
    enum class Kind {
        worst_share,  ///< the worst `share` of those with a value (worst_count: rounded down, at least one of two)
        worst_count,  ///< the worst `count`
        threshold,    ///< at or beyond `threshold` in the bad direction
    } kind = Kind::worst_share;
    double share = 0.2;
    int count = 10;
    double threshold = 0;
    std::string label;  ///< of the threshold, "worst 10 % in England"; may be empty
};

struct PocketOptions {
    double min_children = 30;  ///< denominator that the worst small area must have; smaller areas still count in the test
    double fdr = 0.05;         ///< 0..1
    FlagRule flag;
    std::optional<double> need_line;  ///< in the layer's unit; nullopt: the county's value
    int permutations = 9'999;
    std::uint64_t seed = 1;
    /// Rural-urban class of each small area, as text; empty, or one per small area ("" = unknown).
    std::vector<std::string> classes;
};

enum class PocketVerdict { pocket, flagged, even, cannot_tell };
/// "pocket", "flagged", "even", "cannot tell".
[[nodiscard]] std::string_view to_string(PocketVerdict verdict);

/// A small area as evidence.
struct SmallArea {
    AreaIndex area = geo::no_area;
    double value = 0;          ///< in the layer's unit
    double low = 0, high = 0;  ///< 95 % interval
    double in_need = 0, children = 0;
    double p_above_rest = 1;  ///< one-sided, against the rest of the parent, times the number of small areas
};

/// One parent. Numbers of the parent itself are those of its indicator: suppressed stays suppressed.
struct Pocket {
    AreaIndex parent = geo::no_area;
    model::Cell value, numerator, denominator;
    int rank = 0;             ///< 1 = worst of all parents; 0 = no value
    std::string rural_urban;  ///< class in which most of its children live; empty where unknown
    int rank_in_class = 0, class_size = 0;
    model::Cell children_in_need;  ///< numerator; for a proportion where low is worse, those without it
    bool is_flagged = false;

    int small_areas = 0;              ///< inside, with and without numbers
    int without_number = 0;           ///< of these: suppressed, missing or impossible
    model::Cell least, median, most;  ///< values of the small areas with numbers; missing when there are none
    std::optional<SmallArea> worst;   ///< among those with at least min_children; nullopt when there is none

    bool is_tested = false;      ///< two small areas or more have numbers
    double heterogeneity_p = 1;  ///< 1 when not tested
    double heterogeneity_q = 1;  ///< after Benjamini-Hochberg over the tested parents
    bool is_simulated = false;

    PocketVerdict verdict = PocketVerdict::cannot_tell;
    std::string reason;  ///< one sentence for people
};

struct PocketReport {
    std::vector<Pocket> parents;  ///< by area of the parent geography
    std::vector<AreaIndex>
        ranked;  ///< pockets first, by how far their worst small area lies beyond the line; then flagged, cannot tell, even by rank
    double in_need_total = 0;      ///< children in need in parents with a number
    double in_need_unflagged = 0;  ///< of these, outside every flagged parent
    double need_line = 0;
    std::optional<double> flag_line;  ///< value of the least bad flagged parent, or the threshold; nullopt when nothing is flagged
    std::string flag_text;            ///< "worst fifth: 27 of 136 wards"
    std::string method;               ///< tests, correction, seed: one line for legends and files
    std::uint64_t seed = 1;
    base::Diagnostics diagnostics;  ///< what was left out, and how many
};

/// `small` and `parents` are the same layer on a fine geography and on a coarser one that a lookup leads to.
/// Suppressed and missing small areas take part in nothing; they are counted. Areas with more in need than children, or with negative counts,
/// are left out of the tests and said. Throws base::Error when the layer is not a proportion or rate, the indicators do not belong together,
/// no lookup joins them, options are out of range, the number of classes is wrong, or there is no need line; and base::Cancelled.
[[nodiscard]] PocketReport find_pockets(const model::Indicator& small, const model::Indicator& parents, const PocketOptions& options,
                                        base::JobContext& job);

}  // namespace needsmap::analysis
