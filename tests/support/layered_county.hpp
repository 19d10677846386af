// Indicators on small areas inside wards, made from plain lists: material for tests of pockets, reach and the need index.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analysis/ranking.hpp"
#include "model/layer.hpp"

namespace needsmap::test {

/// One small area: ward, events, size. No events means suppressed.
struct SmallAreaRow {
    int ward = 0;  ///< -1 = in no ward
    std::optional<double> events;
    double size = 0;
};

struct LayeredCounty {
    std::shared_ptr<const model::Indicator> small, wards;
};

inline std::shared_ptr<model::Geography> named_geography(std::string id, std::string singular, int count) {
    auto out = std::make_shared<model::Geography>();
    out->id = id, out->singular = std::move(singular), out->title = out->singular + "s";
    for (int i = 0; i < count; ++i) out->codes.push_back(id + std::to_string(i));
    out->names = out->codes;
    return out;
}

/// Values, ranks and county figures from numerators and denominators already there.
inline void complete(model::Indicator& indicator) {
    double events = 0, size = 0;
    for (std::size_t i = 0; i < indicator.numerator.size(); ++i) {
        const model::Cell &x = indicator.numerator[i], &n = indicator.denominator[i];
        const bool known = x.has_number() && n.has_number();
        indicator.value.push_back(known ? (n.number > 0 ? model::Cell::of(x.number / n.number * indicator.definition->per) : model::Cell{})
                                        : model::Cell::none(x.state));
        if (known) events += x.number, size += n.number;
    }
    indicator.rank = analysis::competition_ranks(indicator.value, analysis::low_is_worse(*indicator.definition));
    indicator.county_value = size > 0 ? model::Cell::of(events / size * indicator.definition->per) : model::Cell{};
    indicator.county_numerator = model::Cell::of(events), indicator.county_denominator = model::Cell::of(size);
}

/// A proportion in per cent unless `layer` says otherwise; a ward's figures are the sums of its small areas with numbers.
inline LayeredCounty layered_county(const std::vector<SmallAreaRow>& rows, int ward_count, model::LayerDefinition layer = {}) {
    using model::Cell;
    if (layer.title.empty()) layer.title = "Children in poverty";
    auto definition = std::make_shared<const model::LayerDefinition>(std::move(layer));
    auto fine = named_geography("s", "small area", static_cast<int>(rows.size()));
    auto small = std::make_shared<model::Indicator>(), wards = std::make_shared<model::Indicator>();
    std::vector<double> events(static_cast<std::size_t>(ward_count)), size(events.size());
    std::vector<int> known(events.size());
    for (const SmallAreaRow& row : rows) {
        fine->parents["w"].push_back(row.ward < 0 ? geo::no_area : row.ward);
        small->numerator.push_back(row.events ? Cell::of(*row.events) : Cell::none(model::CellState::suppressed));
        small->denominator.push_back(row.events ? Cell::of(row.size) : Cell::none(model::CellState::suppressed));
        if (row.ward < 0 || !row.events) continue;
        const auto w = static_cast<std::size_t>(row.ward);
        events[w] += *row.events, size[w] += row.size, ++known[w];
    }
    for (std::size_t w = 0; w < events.size(); ++w) {
        wards->numerator.push_back(known[w] > 0 ? Cell::of(events[w]) : Cell{});
        wards->denominator.push_back(known[w] > 0 ? Cell::of(size[w]) : Cell{});
    }
    small->geography = fine, wards->geography = named_geography("w", "ward", ward_count);
    small->definition = wards->definition = definition;
    complete(*small), complete(*wards);
    return {small, wards};
}

}  // namespace needsmap::test
