// What the Need panel shows of an index: the worst areas with what is known about their ranks, warnings, and what would move an area.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/map_building.hpp"
#include "model/index_recipe.hpp"
#include "model/result.hpp"

namespace needsmap::app {

struct NeedView {
    struct Part {
        std::string layer, title;
        double share = 0;  ///< of all weight, 0..1
    };
    struct Row {
        model::AreaIndex area = geo::no_area;
        std::string name, score;
        int rank = 0;
        std::optional<int> rank_low, rank_high;  ///< the middle 95 % of the draws; nullopt: not worked out
    };
    model::IndexRecipe recipe;
    std::vector<Part> parts;  ///< in the order of the recipe
    std::vector<Row> worst;   ///< at most ten
    int ranked_count = 0;
    bool has_intervals = false;
    std::string finding;
    std::vector<std::string> warnings;  ///< what counts twice, what is the same everywhere
};

/// `result` is an index of `layers`' workspace. Throws base::Error as evaluate_layer does.
[[nodiscard]] NeedView need_view(LayerCache& layers, const model::Result& result);

/// Where an area would rank with each weight at nothing and doubled.
struct NeedMoves {
    struct Bar {
        std::string title;
        int without = 0, doubled = 0;  ///< ranks; 0: nothing is left to rank by
    };
    std::string area;
    int rank = 0, ranked_count = 0;
    std::string sentence;   ///< what would take it in or out of the worst tenth
    std::vector<Bar> bars;  ///< largest change first
};
/// nullopt when the area has no index.
[[nodiscard]] std::optional<NeedMoves> need_moves(LayerCache& layers, const model::Result& result, model::AreaIndex area);

/// The recipe that the panel starts from: of the index among the results, else of an index layer on the map, else of the workspace's first
/// index layer. Null when there is none.
[[nodiscard]] std::shared_ptr<const model::IndexRecipe> starting_recipe(const model::Workspace& workspace, const std::string& shown_layer);

}  // namespace needsmap::app
