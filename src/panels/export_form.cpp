// The export form: the options of the `export` operation for the map that is on screen.
#include <algorithm>
#include <array>
#include <cstring>
#include <filesystem>
#include <string>

#include "app/operation.hpp"
#include "base/format.hpp"
#include "panels/dialogs.hpp"
#include "panels/map_furniture.hpp"
#include "panels/tab_order.hpp"
#include "panels/widgets.hpp"

namespace needsmap::panels {

namespace {

namespace fs = std::filesystem;

/// A text of the form, filled with `first` when the form opens for another map.
std::array<char, 256>& field(PanelContext& context, const std::string& name, const std::string& first) {
    auto [it, is_new] = context.ui.form.try_emplace(name);
    if (is_new) std::strncpy(it->second.data(), first.c_str(), it->second.size() - 1);
    return it->second;
}

void set_field(PanelContext& context, const std::string& name, const std::string& text) {
    auto& buffer = field(context, name, {});
    buffer.fill('\0');
    std::strncpy(buffer.data(), text.c_str(), buffer.size() - 1);
}

void label(PanelContext& context, const char* text) {
    ImGui::Dummy({0, context.px(2)});
    const FontScope font(context.style.fonts.small_bold);
    text_secondary(text);
}

std::string default_file(const PanelContext& context) {
    const auto& document = context.session.state().maps[0];
    return (document.layer.empty() ? std::string("map") : document.layer) + "-" + document.geography + ".pdf";
}

/// A choice kept as text in the form.
std::string chosen_of(PanelContext& context, const char* id, const std::string& name, const std::vector<std::string>& texts,
                      const std::vector<std::string>& titles) {
    std::string now = field(context, name, texts.front()).data();
    std::vector<Segment> segments;
    for (const std::string& title : titles) segments.push_back({title, true, {}});
    const auto it = std::find(texts.begin(), texts.end(), now);
    const int wanted = segmented(id, segments, it == texts.end() ? 0 : static_cast<int>(it - texts.begin()));
    if (wanted >= 0) set_field(context, name, now = texts[static_cast<std::size_t>(wanted)]);
    return now;
}

void draw_file_and_format(PanelContext& context) {
    label(context, "Format");
    const fs::path file = field(context, "file", default_file(context)).data();
    static const std::vector<std::string> extensions{".pdf", ".svg", ".png"};
    const auto it = std::find(extensions.begin(), extensions.end(), file.extension().string());
    const std::vector<Segment> segments{{"PDF", true, "For reports and printing; text stays text"},
                                        {"SVG", true, "For editing in a drawing program"},
                                        {"PNG", true, "A picture for slides and e-mail"}};
    const int wanted = segmented("format", segments, it == extensions.end() ? -1 : static_cast<int>(it - extensions.begin()));
    if (wanted >= 0) set_field(context, "file", fs::path(file).replace_extension(extensions[static_cast<std::size_t>(wanted)]).string());
    label(context, "File");
    auto& buffer = field(context, "file", {});
    ImGui::SetNextItemWidth(-1);
    ImGui::InputText("##file", buffer.data(), buffer.size());
    add_tab_stop(true);
    std::error_code error;
    const fs::path whole = fs::absolute(fs::path(buffer.data()), error);
    const FontScope font(context.style.fonts.small);
    text_secondary(error ? std::string() : whole.string() + (fs::exists(whole, error) ? " (will be replaced)" : ""));
}

/// What the main pane shows now, in map metres: "min_x,min_y,max_x,max_y".
std::string shown_box(const PanelContext& context) {
    const app::Camera& camera = context.session.state().camera;
    const double metres_per_px = 1 / (px_per_mm(context.style.scale) * camera.mm_per_m);
    const double half_width = context.ui.pane.width() / 2 * metres_per_px, half_height = context.ui.pane.height() / 2 * metres_per_px;
    std::string text;
    for (const double edge :
         {camera.centre.x - half_width, camera.centre.y - half_height, camera.centre.x + half_width, camera.centre.y + half_height})
        text += (text.empty() ? "" : ",") + base::format_plain(edge, 0);
    return text;
}

/// Nothing for kinds, which have no classes to choose.
void add_class_parameters(const PanelContext& context, std::vector<std::pair<std::string, std::string>>& out) {
    const scene::MapInput& map = context.session.map(0);
    if (map.indicator && map.indicator->definition->kind == model::LayerKind::category) return;
    const model::ClassSpec& classes = context.session.classes(0);
    out.emplace_back("method", std::string(model::to_string(classes.method)));
    if (classes.method != model::ClassMethod::fixed && classes.method != model::ClassMethod::national)
        out.emplace_back("classes", std::to_string(classes.count));
    if (classes.method == model::ClassMethod::fixed && !classes.breaks.empty()) {
        std::string breaks;
        for (const double b : classes.breaks) breaks += (breaks.empty() ? "" : ",") + base::format_exact(b);
        out.emplace_back("breaks", breaks);
    }
    if (const auto& used = map.classification; used && !used->spec.palette.empty()) out.emplace_back("palette", used->spec.palette);
    if (classes.reversed) out.emplace_back("reversed", "on");
}

/// The document as the command line would say it.
std::vector<std::pair<std::string, std::string>> parameters_of(PanelContext& context) {
    const auto& session = context.session;
    const auto& document = session.state().maps[0];
    std::vector<std::pair<std::string, std::string>> out{{"layer", document.layer}, {"geography", document.geography}};
    out.emplace_back("output", field(context, "file", {}).data());
    out.emplace_back("paper", field(context, "paper", "A4").data());
    add_class_parameters(context, out);
    for (const std::string& id : document.places) out.emplace_back("places", id);
    if (!document.show_labels) out.emplace_back("no-labels", "on");
    if (!document.show_context) out.emplace_back("no-context", "on");
    if (const std::string title = field(context, "title", {}).data(); !title.empty()) out.emplace_back("title", title);
    if (std::string_view(field(context, "extent", {}).data()) == "view") out.emplace_back("box", shown_box(context));
    if (fs::path(field(context, "file", {}).data()).extension() == ".png") out.emplace_back("dpi", field(context, "dpi", "300").data());
    return out;
}

}  // namespace

void draw_export_form(PanelContext& context) {
    if (!context.session.map(0).indicator) {
        text_secondary("Choose a layer first: there is nothing to export yet.");
        return;
    }
    draw_file_and_format(context);
    label(context, "Paper");
    chosen_of(context, "paper", "paper", {"A4", "A4-portrait", "A3", "A3-portrait"}, {"A4", "A4 portrait", "A3", "A3 portrait"});
    if (fs::path(field(context, "file", {}).data()).extension() == ".png") {
        label(context, "Resolution, dots per inch");
        chosen_of(context, "dpi", "dpi", {"300", "150", "600"}, {"300", "150", "600"});
    }
    label(context, "Area");
    chosen_of(context, "extent", "extent", {"county", "view"}, {"Whole county", "As on screen"});
    label(context, "Title");
    ImGui::SetNextItemWidth(-1);
    auto& title = field(context, "title", {});
    ImGui::InputTextWithHint("##title", context.session.map(0).indicator->definition->title.c_str(), title.data(), title.size());
    add_tab_stop(true);
    ImGui::Dummy({0, context.px(6)});
    if (accent_button("Export")) {
        context.emit(app::RunOperation{"export", parameters_of(context)});
        context.emit(app::OpenDialog{""});
        context.ui.form.erase("file");
    }
}

}  // namespace needsmap::panels
