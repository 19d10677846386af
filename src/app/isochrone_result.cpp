#include "app/isochrone_result.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "analysis/access.hpp"
#include "analysis/access_result.hpp"
#include "analysis/evaluate_layer.hpp"
#include "analysis/small_counts.hpp"
#include "base/format.hpp"
#include "base/text.hpp"

namespace needsmap::app {

using model::Cell;

namespace {

constexpr double square_metres_per_km2 = 1e6;

std::string plain(double value) { return base::format_plain(value, value == std::floor(value) ? 0 : 1); }

double area_km2(const std::vector<geo::RingsOfPart>& parts) {
    double twice = 0;  // holes run the other way round and count below zero
    for (const auto& part : parts)
        for (const auto& ring : part)
            for (std::size_t i = 0; i < ring.size(); ++i) {
                const geo::MapPoint a = ring[i] - ring.front(), b = ring[(i + 1) % ring.size()] - ring.front();
                twice += a.x * b.y - b.x * a.y;
            }
    return twice / 2 / square_metres_per_km2;
}

class Making {
public:
    Making(const model::Demand& demand, const model::TravelCosts& costs, const IsochroneShapes& shapes, const IsochroneQuestion& question)
        : m_demand(demand), m_shapes(shapes), m_question(question) {
        for (std::size_t p = 0; p < demand.points.size(); ++p) {
            const auto row = costs.from(p);
            m_nearest.push_back(row.empty() ? model::unreachable : std::ranges::min(row));
            m_all += demand.points[p].weight;
        }
        for (const IsochroneBand& band : shapes.bands) m_inside.push_back(weight_within(band.minutes));
        m_told = told_inside();
    }

    std::shared_ptr<const model::Result> run() {
        auto result = std::make_shared<model::Result>();
        result->id = m_question.id, result->indicator = indicator(), result->title = result->indicator->definition->title;
        result->table = table();
        for (const IsochroneBand& band : m_shapes.bands) {
            model::Outline& outline = result->outlines.emplace_back();
            outline.label = plain(band.minutes);
            for (const auto& part : band.parts) outline.rings.insert(outline.rings.end(), part.begin(), part.end());
        }
        result->outlines_title = "Within so many minutes";
        result->finding = finding();
        result->method_lines = method_lines();
        result->diagnostics.add_all(m_demand.diagnostics);
        result->command = m_question.command;
        return result;
    }

private:
    [[nodiscard]] double weight_within(double minutes) const {
        double sum = 0;
        for (std::size_t p = 0; p < m_nearest.size(); ++p)
            if (m_nearest[p] <= minutes) sum += m_demand.points[p].weight;
        return sum;
    }
    [[nodiscard]] bool is_small(double count) const { return !m_demand.unit.empty() && count > 0 && count < m_question.suppress_below; }
    [[nodiscard]] std::string who() const { return m_demand.unit.empty() ? "weight (" + m_demand.title + ")" : m_demand.unit; }
    [[nodiscard]] std::string how() const { return std::string(analysis::mode_words(m_question.mode)); }

    [[nodiscard]] double below() const { return m_demand.unit.empty() ? 0 : m_question.suppress_below; }
    /// Of everybody, then of those inside the longest band, the next … and the shortest.
    [[nodiscard]] std::vector<bool> told_inside() const {
        analysis::NestedCounts everybody{"all", {{m_all}}, {}};
        everybody.plans.front().insert(everybody.plans.front().end(), m_inside.rbegin(), m_inside.rend());
        std::vector<double> importance(m_inside.size() + 1, 1);
        importance[0] = 1000, importance[1] = 100;  // the two of the finding
        return analysis::told_counts({everybody}, importance, below()).front();
    }
    /// Inside each band; empty where it, or what it has more than a shorter one, or what is left outside, is small.
    [[nodiscard]] std::vector<std::optional<double>> shown_inside() const {
        std::vector<std::optional<double>> out;
        for (std::size_t b = 0; b < m_inside.size(); ++b)
            out.push_back(m_told[m_inside.size() - b] ? std::optional(m_inside[b]) : std::nullopt);
        return out;
    }

    [[nodiscard]] model::ResultTable table() const {
        const std::vector<std::optional<double>> inside = shown_inside();
        std::vector<std::optional<double>> minutes, share, area, road;
        for (std::size_t b = 0; b < inside.size(); ++b) {
            minutes.emplace_back(m_shapes.bands[b].minutes);
            share.push_back(inside[b] && m_all > 0 ? std::optional(*inside[b] / m_all * 100) : std::nullopt);
            area.emplace_back(area_km2(m_shapes.bands[b].parts)), road.push_back(m_shapes.bands[b].road_km);
        }
        model::ResultTable table;
        table.columns = {model::number_column("minutes", "At most so many minutes to the nearest " + m_question.site_singular, 1, minutes),
                         model::number_column("people", base::capitalised(who()) + " who need at most so long", 1, inside),
                         model::number_column("share", "Of all, %", 1, share),
                         model::number_column("area_km2", "Ground inside, km²", 2, area),
                         model::number_column("road_km", "Road inside, km; empty where it is not known", 1, road)};
        return table;
    }

    [[nodiscard]] std::shared_ptr<const model::Indicator> indicator() const {
        const double longest = m_shapes.bands.back().minutes;
        auto layer = std::make_shared<model::LayerDefinition>();
        layer->id = m_question.id, layer->theme = "Results", layer->kind = model::LayerKind::score, layer->unit = "%", layer->decimals = 0;
        layer->title = m_demand.title + " within " + plain(longest) + " minutes of a " + m_question.site_singular + " " + how() +
                       (m_question.plan.empty() ? "" : ", " + m_question.plan);
        layer->direction = model::Direction::low_is_worse;
        layer->source = m_question.source, layer->licence = m_question.licence;
        layer->classes.method = model::ClassMethod::fixed, layer->classes.breaks = {20, 40, 60, 80}, layer->classes.count = 5;
        auto out = std::make_shared<model::Indicator>();
        out->definition = layer, out->geography = m_question.geography;
        const std::size_t size = m_question.geography->size();
        std::vector<double> whole(size, 0), inside(size, 0);
        const std::vector<int> areas = analysis::areas_of_points(m_demand, *m_question.geography);
        for (std::size_t p = 0; p < areas.size(); ++p) {
            if (areas[p] < 0) continue;
            const auto a = static_cast<std::size_t>(areas[p]);
            whole[a] += m_demand.points[p].weight;
            if (m_nearest[p] <= longest) inside[a] += m_demand.points[p].weight;
        }
        const std::vector<bool> told = told_shares(inside, whole);
        for (std::size_t a = 0; a < size; ++a) out->value.push_back(share_cell(inside[a], whole[a], told[a + 1]));
        out->parts_missing.assign(size, 0);
        out->county_value = share_cell(m_inside.back(), m_all, told.front());
        analysis::rank_areas(*out);
        return out;
    }
    /// A share tells how many are inside to whoever knows how many there are, as the layer of the demand says. The county first, then its areas.
    [[nodiscard]] std::vector<bool> told_shares(const std::vector<double>& inside, const std::vector<double>& whole) const {
        const std::vector<std::optional<bool>> settled = {true, std::nullopt};
        std::vector<analysis::NestedCounts> counts = {{"all", {{m_all, m_inside.back()}}, settled}};
        for (std::size_t a = 0; a < whole.size(); ++a) counts.push_back({"areas", {{whole[a], inside[a]}}, settled});
        std::vector<bool> out;
        for (const std::vector<bool>& row : analysis::told_counts(counts, {1, 1}, below())) out.push_back(row[1]);
        return out;
    }
    static Cell share_cell(double inside, double whole, bool may_tell) {
        if (!(whole > 0)) return Cell::none(model::CellState::missing);
        return may_tell ? Cell::of(inside / whole * 100) : Cell::none(model::CellState::suppressed);
    }

    [[nodiscard]] std::string finding() const {
        if (m_question.site_count == 0) return "There is no " + m_question.site_singular + ", so nobody is within any time.";
        if (!(m_all > 0)) return m_demand.title + " is 0 everywhere, so there is nobody to reach a " + m_question.site_singular + ".";
        const double inside = m_inside.back();
        const std::string amount = m_told[0] && m_told[1]     ? base::format_number(inside, 0)
                                   : is_small(inside)         ? "Fewer than " + plain(m_question.suppress_below)
                                   : is_small(m_all - inside) ? "All but a few"
                                                              : "Some";
        const std::string of_all =
            m_demand.unit.empty()
                ? base::format_number(m_all > 0 ? inside / m_all * 100 : 0, 1) + " % of all need by “" + m_demand.title + "”"
                : amount + " of " + (m_told[0] ? base::format_number(m_all, 0) : "the") + " " + m_demand.unit;
        return of_all + " live within " + plain(m_shapes.bands.back().minutes) + " minutes of a " + m_question.site_singular + " " + how() +
               ".";
    }

    [[nodiscard]] std::vector<std::string> method_lines() const {
        std::vector<std::string> lines = m_question.method_lines;
        lines.insert(lines.end(), m_shapes.method_lines.begin(), m_shapes.method_lines.end());
        lines.push_back(base::capitalised(who()) + " are counted by the time from " +
                        base::format_count(static_cast<std::int64_t>(m_demand.points.size())) + " points, not by the outlines");
        for (const base::Diagnostic& d : m_demand.diagnostics.items()) lines.push_back(d.message);
        return lines;
    }

    const model::Demand& m_demand;
    const IsochroneShapes& m_shapes;
    const IsochroneQuestion& m_question;
    std::vector<double> m_nearest;  ///< by point
    std::vector<double> m_inside;   ///< by band
    std::vector<bool> m_told;       ///< see told_inside
    double m_all = 0;
};

}  // namespace

std::shared_ptr<const model::Result> isochrone_result(const model::Demand& demand, const model::TravelCosts& costs,
                                                      const IsochroneShapes& shapes, const IsochroneQuestion& question) {
    return Making(demand, costs, shapes, question).run();
}

}  // namespace needsmap::app
