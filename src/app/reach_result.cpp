#include "app/reach_result.hpp"

#include <utility>

#include "app/chart_words.hpp"

namespace needsmap::app {

std::shared_ptr<const model::Result> reach_result(const model::Workspace& workspace, const model::LayerDefinition& layer,
                                                  const std::vector<analysis::ReachCurve>& curves, std::string finding,
                                                  std::string command) {
    std::vector<std::string> geographies, codes, names;
    std::vector<std::optional<double>> areas, children, in_need;
    auto result = std::make_shared<model::Result>();
    for (const analysis::ReachCurve& curve : curves) {
        const auto geography = workspace.find_geography(curve.geography);
        for (const analysis::ReachPoint& point : curve.points) {
            if (point.area == geo::no_area) continue;
            const auto a = static_cast<std::size_t>(point.area);
            geographies.push_back(curve.geography), codes.push_back(geography->codes[a]), names.push_back(geography->names[a]);
            areas.emplace_back(point.areas), children.emplace_back(point.share_children * 100);
            in_need.emplace_back(point.share_in_need * 100);
        }
        result->diagnostics.add_all(curve.diagnostics);
    }
    result->id = "reach-" + layer.id, result->title = "Reach: " + layer.title;
    result->table.columns = {
        model::text_column("geography", "Kind of area that is targeted", std::move(geographies)),
        model::integer_column("areas", "How many areas are targeted so far, worst first", std::move(areas)),
        model::text_column("code", "Code of the area targeted last", std::move(codes)),
        model::text_column("name", "Its name", std::move(names)),
        model::number_column("children_share", "Share of all " + denominator_words(layer) + " in these areas, %", 1, std::move(children)),
        model::number_column("in_need_share", "Share of all " + need_words(layer) + " in these areas, %", 1, std::move(in_need))};
    result->finding = std::move(finding), result->command = std::move(command);
    result->method_lines = {"Areas are taken worst first by their own figure, ties by code; areas without a number are in no total"};
    for (const base::Diagnostic& note : result->diagnostics.items()) result->method_lines.push_back(note.message);
    return result;
}

}  // namespace needsmap::app
