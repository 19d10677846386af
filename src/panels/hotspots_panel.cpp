#include "panels/hotspots_panel.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <string>
#include <utility>

#include "app/hotspots_result.hpp"
#include "app/value_text.hpp"
#include "panels/tab_order.hpp"
#include "panels/widgets.hpp"

namespace needsmap::panels {

namespace {

/// A choice: what the command line calls it, and what people read.
struct Option {
    const char* text;
    const char* title;
};
constexpr std::array statistics = {Option{"gi*", "Hot and cold spots (Gi*)"}, Option{"gi", "Hot around it only (Gi)"},
                                   Option{"moran", "Clusters and outliers (Moran)"}, Option{"scan", "Circles of high rates (scan)"},
                                   Option{"consensus", "Consensus of many tests"}};
constexpr std::array neighbours = {Option{"queen", "Border or corner in common"}, Option{"rook", "Border in common"},
                                   Option{"queen:2", "Neighbours of neighbours too"}, Option{"knn:6", "The six nearest"},
                                   Option{"band:5000", "All within 5 km"}};
constexpr std::array false_discoveries = {Option{"0.01", "1 %"}, Option{"0.05", "5 %"}, Option{"0.1", "10 %"}};
constexpr std::array permutations = {Option{"999", "999"}, Option{"9999", "9,999"}, Option{"99999", "99,999"}};

std::array<char, 256>& field(PanelContext& context, const std::string& name, const char* first) {
    auto [it, is_new] = context.ui.form.try_emplace("hotspots." + name);
    if (is_new) std::strncpy(it->second.data(), first, it->second.size() - 1);
    return it->second;
}

template <std::size_t n>
int index_of(const std::array<Option, n>& options, std::string_view text) {
    const auto found = std::ranges::find(options, text, [](const Option& o) { return std::string_view(o.text); });
    return found == options.end() ? 0 : static_cast<int>(found - options.begin());
}

void keep(std::array<char, 256>& buffer, const char* text) {
    buffer.fill('\0');
    std::strncpy(buffer.data(), text, buffer.size() - 1);
}

void label(PanelContext& context, const char* text, const char* tip) {
    ImGui::Dummy({0, context.px(2)});
    const FontScope font(context.style.fonts.small);
    text_secondary(text);
    tip_for_last_item(tip);
}

template <std::size_t n>
void combo(PanelContext& context, const char* id, const std::array<Option, n>& options, const char* name, const char* first) {
    auto& buffer = field(context, name, first);
    std::vector<std::string> titles;
    for (const Option& option : options) titles.emplace_back(option.title);
    const int wanted = choice(id, titles, index_of(options, buffer.data()), -1);
    if (wanted >= 0) keep(buffer, options.at(static_cast<std::size_t>(wanted)).text);
}

template <std::size_t n>
void segments(PanelContext& context, const char* id, const std::array<Option, n>& options, const char* name, const char* first) {
    auto& buffer = field(context, name, first);
    std::vector<Segment> shown;
    for (const Option& option : options) shown.push_back({option.title, true, {}});
    const int wanted = segmented(id, shown, index_of(options, buffer.data()));
    if (wanted >= 0) keep(buffer, options.at(static_cast<std::size_t>(wanted)).text);
}

/// The layer with figures: the one shown, or the one behind the hot spots that are shown. Null for kinds and bare boundaries.
std::shared_ptr<const model::LayerDefinition> layer_of(const PanelContext& context) {
    const scene::MapInput& map = context.session.map(0);
    if (!map.indicator) return nullptr;
    if (auto behind = app::layer_behind(*context.session.workspace(), map.document.layer)) return behind;
    return map.indicator->definition->kind == model::LayerKind::category ? nullptr : map.indicator->definition;
}

bool uses_neighbours(std::string_view statistic) { return statistic == "gi*" || statistic == "gi" || statistic == "moran"; }

std::vector<std::pair<std::string, std::string>> parameters(PanelContext& context, const model::LayerDefinition& layer) {
    const std::string statistic = field(context, "statistic", "gi*").data();
    std::vector<std::pair<std::string, std::string>> out = {
        {"layer", layer.id}, {"geography", context.session.geography().id}, {"statistic", statistic}};
    if (uses_neighbours(statistic)) out.emplace_back("weights", field(context, "weights", "queen").data());
    // A scan's own default is smaller; what is not touched is left to the command.
    if (context.ui.form.contains("hotspots.permutations") && statistic != "scan")
        out.emplace_back("permutations", field(context, "permutations", "9999").data());
    out.emplace_back("fdr", field(context, "fdr", "0.05").data());
    if (const std::string ring = field(context, "ring", "").data(); !ring.empty() && uses_neighbours(statistic))
        out.emplace_back("ring", ring);
    out.emplace_back("seed", field(context, "seed", "1").data());
    if (std::string_view(field(context, "shrink", "global").data()) == "none") out.emplace_back("shrink", "none");
    return out;
}

void draw_expert_options(PanelContext& context, const model::LayerDefinition& layer) {
    label(context, "Test", "Gi* asks whether an area and its neighbours together have more need than chance allows");
    combo(context, "##statistic", statistics, "statistic", "gi*");
    const std::string statistic = field(context, "statistic", "gi*").data();
    if (uses_neighbours(statistic)) {
        label(context, "Who is a neighbour", "Results should not hang on this choice; the consensus tries several");
        combo(context, "##weights", neighbours, "weights", "queen");
    }
    label(context, statistic == "scan" ? "Largest p of a cluster" : "False discoveries allowed",
          "Of the areas called hot, at most this share is expected to be so by chance");
    segments(context, "fdr", false_discoveries, "fdr", "0.05");
    if (statistic != "scan") {
        label(context, "Chance maps", "More chance maps can show smaller groups, and take longer");
        segments(context, "permutations", permutations, "permutations", "9999");
    }
    if (uses_neighbours(statistic)) {
        label(
            context, "Areas around the county",
            "A workspace file of a larger map with the same areas and layer: what lies beyond the county's edge then counts as neighbours, "
            "and is not tested");
        ImGui::SetNextItemWidth(-1);
        auto& ring = field(context, "ring", "");
        ImGui::InputTextWithHint("##ring", "Workspace file, or nothing", ring.data(), ring.size());
        add_tab_stop(true);
    }
    label(context, "Seed", "The same seed gives the same result to the last digit");
    ImGui::SetNextItemWidth(context.px(100));
    auto& seed = field(context, "seed", "1");
    ImGui::InputText("##seed", seed.data(), 10, ImGuiInputTextFlags_CharsDecimal);
    add_tab_stop(true);
    if (!layer.has_denominator() || !uses_neighbours(statistic)) return;
    auto& shrink = field(context, "shrink", "global");
    bool changed_to = false;
    if (check_box("Allow for small numbers", std::string_view(shrink.data()) == "global", changed_to))
        keep(shrink, changed_to ? "global" : "none");
    tip_for_last_item(
        "Rates of areas with few children jump about by chance; standardising them (empirical Bayes) takes that into account");
}

}  // namespace

void draw_hotspots_panel(PanelContext& context) {
    const auto layer = layer_of(context);
    if (!layer) {
        text_secondary("Choose a layer with figures to look for its hot spots.");
        return;
    }
    const auto& shown = context.session.map(0).result;
    const bool shows_own = shown && shown->id != layer->id;
    text_wrapped(shows_own ? shown->finding + "."
                           : "Where do " + app::plural_in_sentence(context.session.geography()) +
                                 " with much need lie closer together than chance would put them?",
                 context.style.colours.text);
    if (!shows_own) {
        const FontScope font(context.style.fonts.small);
        text_secondary(layer->title);
    }
    ImGui::Dummy({0, context.px(2)});
    ImGui::BeginDisabled(context.view.job.has_value());
    if (accent_button(shows_own ? "Find again" : "Find hot spots"))
        context.emit(app::RunOperation{"hotspots", parameters(context, *layer)});
    ImGui::EndDisabled();
    if (context.view.job) {
        ImGui::SameLine();
        if (ImGui::Button("Cancel")) context.emit(app::CancelJob{});
        add_tab_stop(false);
    }
    context.ui.folded_sections.try_emplace("For experts##hotspots", true);
    ImGui::PushID("experts");
    if (section(context, "For experts##hotspots")) draw_expert_options(context, *layer);
    ImGui::PopID();
}

}  // namespace needsmap::panels
