// A layer on a geography: values from numerators and denominators, aggregated where the arithmetic allows it, suppressed where it must.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "model/layer.hpp"
#include "model/workspace.hpp"

namespace needsmap::analysis {

/// Whether a layer can be shown on a geography, and if not, why, in one sentence.
struct Availability {
    bool available = false;
    std::string reason;  ///< "A score without weights cannot be averaged over wards."
};
[[nodiscard]] Availability layer_availability(const model::Workspace& workspace, const model::LayerDefinition& layer,
                                              std::string_view geography);

/// Evaluates. A result of an analysis is given back as it is, on its own geography only. Rules for the others:
/// - rows of the same geography are taken as they are; coarser geographies sum numerators and denominators (proportion, rate) or
///   counts over the areas that the lookup puts inside; scores with a weight are weighted means; ranks and scores without weight refuse;
/// - a part that lacks either number is left out of both sums and counted in `parts_missing`; no part with numbers: missing;
/// - a zero or missing denominator gives missing, never zero;
/// - a numerator in [1, suppress_below) suppresses value, numerator and denominator of that area; source cells that are suppressed
///   make a sum suppressed rather than wrong when they are all there is;
/// - an index is worked out anew from its layers on the geography (index_layer.hpp), never averaged;
/// - rank 1 is the worst by direction; provisional parts make a provisional value.
/// Throws base::Error with the availability's reason.
[[nodiscard]] std::shared_ptr<const model::Indicator> evaluate_layer(const model::Workspace& workspace, std::string_view layer,
                                                                     std::string_view geography);

/// Fills `rank` and `ranked_count` from `value` and the definition's direction: standard competition ranks ("1 2 2 4"), 1 = worst (highest
/// when neutral), 0 = no number. Categories have no ranks. For analyses that make an indicator of their own.
void rank_areas(model::Indicator& indicator);

/// The layer in its earlier period number `earlier`, by the rules of evaluate_layer. Throws base::Error with the reason, and
/// std::out_of_range when there is no such period.
[[nodiscard]] std::shared_ptr<const model::Indicator> evaluate_earlier(const model::Workspace& workspace,
                                                                       const model::LayerDefinition& layer, std::size_t earlier,
                                                                       std::string_view geography);

/// The layer within its age band number `band`, without suppression: for working out figures of all bands together, which is all that may be shown.
/// Throws base::Error with the reason, and std::out_of_range when there is no such band.
[[nodiscard]] std::shared_ptr<const model::Indicator> evaluate_band(const model::Workspace& workspace, const model::LayerDefinition& layer,
                                                                    std::size_t band, std::string_view geography);

}  // namespace needsmap::analysis
