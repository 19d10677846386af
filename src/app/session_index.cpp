// The need index of a session: made anew whenever its recipe or the shown areas change, so that moving a weight re-ranks the map at once.
#include <algorithm>

#include "analysis/index_layer.hpp"
#include "app/index_recipe_text.hpp"
#include "app/index_result.hpp"
#include "app/operation_list.hpp"
#include "app/operation_parts.hpp"
#include "app/session_impl.hpp"
#include "base/error.hpp"

namespace needsmap::app {

namespace {

/// The command that makes a draft again.
std::string command_of(const model::Workspace& workspace, const model::IndexRecipe& recipe, const std::string& geography) {
    Params params;
    params.add("use", ingredients_text(recipe.ingredients));
    params.add("method", std::string(model::to_string(recipe.method)));
    params.add("combine", std::string(model::to_string(recipe.combine)));
    params.add("missing", std::string(model::to_string(recipe.missing)));
    params.add("shrink", std::string(model::to_string(recipe.shrink)));
    params.add("draws", "0");
    params.add("geography", geography);
    return command_line("index", find_operation("index")->params, params, workspace);
}

/// Where the recipe can be made: `wanted`, else the workspace's default, else the first that works; empty when nowhere.
std::string geography_of(const model::Workspace& workspace, const model::IndexRecipe& recipe, const std::string& wanted) {
    const auto works = [&](const std::string& id) { return analysis::recipe_availability(workspace, recipe, id).available; };
    if (works(wanted)) return wanted;
    if (works(workspace.default_geography)) return workspace.default_geography;
    for (const auto& geography : workspace.geographies)
        if (works(geography->id)) return geography->id;
    return {};
}

/// An index outlives a result it was made of: it still tells its finding, but nothing more can be worked out.
NeedView view_or_finding(LayerCache& layers, const model::Result& result) {
    try {
        return need_view(layers, result);
    } catch (const base::Error&) {
        NeedView view;
        view.recipe = *result.indicator->definition->index, view.finding = result.finding;
        return view;
    }
}

NeedMoves moves_or_none(LayerCache& layers, const model::Result& result, model::AreaIndex area) {
    try {
        return need_moves(layers, result, area).value_or(NeedMoves{});
    } catch (const base::Error&) {
        return {};
    }
}

}  // namespace

std::shared_ptr<const model::Result> Session::Impl::draft_index(const model::IndexRecipe& recipe, const std::string& geography) {
    std::vector<std::shared_ptr<const model::Indicator>> indicators;
    for (const auto& ingredient : recipe.ingredients) {
        if (ingredient.layer == index_result_id) throw base::Error("The index cannot be made of itself.", "Save it as a layer first.");
        indicators.push_back(layers->indicator(ingredient.layer, geography));
    }
    const analysis::IndexMaterial material = analysis::index_material(recipe, std::move(indicators));
    const analysis::NeedIndex index = analysis::need_index(recipe, material.inputs);
    auto result = std::make_shared<model::Result>(index_result({.definition = index_definition(recipe),
                                                                .geography = workspace->find_geography(geography),
                                                                .material = &material,
                                                                .index = &index}));
    result->command = command_of(*workspace, recipe, geography);
    return result;
}

void Session::Impl::show_index(const std::shared_ptr<const model::Result>& draft) {
    const std::string& geography = draft->indicator->geography->id;
    edit(
        "need index",
        [&](SessionState& changed) {
            changed.results = model::with_result(*workspace, draft)->results;
            if (changed.maps[0].layer != draft->id) {
                changed.maps[0].layer = draft->id;
                changed.maps[0].classes.reset();
                changed.maps[0].title.reset();
            }
            if (changed.maps[0].geography == geography) return;
            change_geography(changed, geography);
            if (changed.maps[1].layer != draft->id && !availability(*workspace, changed.maps[1].layer, geography).available)
                changed.comparing = false;
        },
        "index");
}

bool Session::Impl::index_by(const std::string& geography) {
    const auto shown = workspace->find_result(state.maps[0].layer);
    if (!shown || shown->id != index_result_id) return false;
    const model::IndexRecipe& recipe = *shown->indicator->definition->index;
    if (!analysis::recipe_availability(*workspace, recipe, geography).available) return false;
    if (state.comparing && state.maps[1].layer != shown->id && !availability(*workspace, state.maps[1].layer, geography).available)
        return false;
    show_index(draft_index(recipe, geography));
    return true;
}

void ActionApplier::operator()(const SetIndexRecipe& action) {
    if (!m_session.workspace) return;
    const model::Workspace& workspace = *m_session.workspace;
    for (const auto& ingredient : action.recipe.ingredients) static_cast<void>(layer_from(workspace, ingredient.layer));
    const std::string geography = geography_of(workspace, action.recipe, m_session.state.maps[0].geography);
    if (geography.empty())
        return m_session.refuse(analysis::recipe_availability(workspace, action.recipe, m_session.state.maps[0].geography).reason);
    m_session.show_index(m_session.draft_index(action.recipe, geography));
}

const NeedView* Session::need() const {
    if (!m_impl->workspace) return nullptr;
    auto& cached = m_impl->need;
    const auto result = m_impl->workspace->find_result(index_result_id);
    if (result != cached.made_for) {
        cached.made_for = result;
        cached.view = result ? view_or_finding(*m_impl->layers, *result) : NeedView{};
    }
    return result ? &cached.view : nullptr;
}

const NeedMoves* Session::need_moves(model::AreaIndex area) const {
    auto& cached = m_impl->need;
    const auto result = m_impl->workspace ? m_impl->workspace->find_result(index_result_id) : nullptr;
    if (!result || result->indicator->geography->id != m_impl->state.maps[0].geography) return nullptr;
    if (result != cached.moves_made_for || area != cached.area) {
        cached.moves_made_for = result;
        cached.area = area;
        cached.moves = moves_or_none(*m_impl->layers, *result, area);
    }
    return cached.moves.rank > 0 ? &cached.moves : nullptr;
}

}  // namespace needsmap::app
