// From values to classes: bounds, which area is in which, and how many - the one truth for map, legend, table and file.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "model/layer.hpp"

namespace needsmap::scene {

/// Class bounds: class i holds bounds[i] <= v < bounds[i+1], the last one closed on both sides. Ascending.
struct ClassBounds {
    std::vector<double> bounds;  ///< size classes + 1; empty when there is no number at all
    std::string note;            ///< what had to be done differently, in words ("only 3 distinct values"); may be empty
    [[nodiscard]] int count() const { return bounds.empty() ? 0 : static_cast<int>(bounds.size()) - 1; }
};

/// Numbers must be finite (typed cells without number never get here). Fewer distinct values than classes gives fewer classes.
/// quantile = R type 7, or filled classes where ties make bounds fall together (see note); natural breaks = Fisher-Jenks optimal partition, exact (dynamic programming, divide and conquer), bounds
/// midway between neighbouring values as classInt's "fisher"; standard deviation = mean ± k s (n-1); equal = equal intervals.
/// `fixed` uses spec.breaks, `national` uses `thresholds`; both extended by the data's ends and kept even where a class is empty, so
/// that maps can be compared. Other methods begin and end at the data's ends and leave out breaks beyond them. A bound that
/// several numbers share counts once. Throws base::Error for impossible counts or breaks.
[[nodiscard]] ClassBounds class_bounds(std::span<const double> numbers, const model::ClassSpec& spec,
                                       std::span<const model::Threshold> thresholds);

/// A legend line. Lines stand worst first.
struct LegendClass {
    enum class Kind { number, category, missing, suppressed, not_applicable, outside_scope, unreliable } kind = Kind::number;
    double low = 0, high = 0;  ///< bounds used for membership
    std::string label;         ///< "10.5 to 12.4", "Missing": rounded consistently, no gaps and no overlaps
    std::string note;          ///< what the class means nationally ("worst 10 % in England"), for the national method; else empty
    int count = 0;             ///< areas; the sum over lines but `unreliable` equals the number of areas
    std::uint8_t style = 0;    ///< index into Classification::class_of_area's values; of `unreliable`: wide_interval_style()
    [[nodiscard]] bool is_class() const { return kind == Kind::number || kind == Kind::category; }
};

struct Classification {
    ClassBounds bounds;
    /// By area: 0..classes-1 ascending by value (categories: in the layer's order); then classes + {0 missing, 1 suppressed, 2 not
    /// applicable, 3 outside scope}; then classes + 4 + k for an unreliable area of class k. An unreliable area never stands in the worst of
    /// several classes of numbers (highest where neither end is worse): its class is the one before, whatever its value.
    std::shared_ptr<const std::vector<std::uint8_t>> class_of_area;
    std::vector<LegendClass> legend;  ///< worst first, then states that occur
    model::ClassSpec spec;            ///< as used (palette filled in)
    [[nodiscard]] int class_count() const { return bounds.count(); }
    /// The class of an area, hatched or not; -1 where it has no number.
    [[nodiscard]] int class_of(std::size_t area) const {
        const int style = (*class_of_area)[area], classes = class_count();
        return style < classes ? style : style < classes + 4 ? -1 : style - classes - 4;
    }
    /// The style of the legend line for unreliable areas: hatch without a class colour.
    [[nodiscard]] std::uint8_t wide_interval_style() const { return static_cast<std::uint8_t>(2 * class_count() + 4); }
};
/// `spec` nullopt-free: callers pass the document's or the layer's. Membership is decided on values rounded as printed
/// (definition's decimals), so that a value printed "12.4" never stands in a class labelled "12.5 to 14.9"; bounds are then
/// multiples of the last printed decimal. A category layer has one class for each
/// category, those without areas included, whatever `spec` says. Throws base::Error when the method lacks what it needs (no thresholds, no
/// breaks).
[[nodiscard]] Classification classify(const model::Indicator& indicator, const model::ClassSpec& spec);

/// Equal-width bins of the numbers between their ends, for the histogram under the legend.
struct Histogram {
    double low = 0, high = 0;
    std::vector<int> counts;
};
[[nodiscard]] Histogram histogram(const model::Indicator& indicator, int bins);

}  // namespace needsmap::scene
