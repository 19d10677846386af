// Small pages for the tests of the painters, and tools to look at what came out.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <unistd.h>

#include "base/files.hpp"
#include "base/job.hpp"
#include "geo/topology.hpp"
#include "paper/paint.hpp"
#include "support/text_map.hpp"

namespace pages {

using namespace needsmap;

inline constexpr scene::Rgba red{200, 30, 30, 255};
inline constexpr scene::Rgba blue{20, 60, 160, 255};
inline constexpr scene::Rgba pale{220, 230, 240, 255};
inline constexpr scene::Rgba white{255, 255, 255, 255};
inline constexpr scene::Rgba black{0, 0, 0, 255};

inline std::shared_ptr<const geo::CoverageLevels> levels_of(geo::Coverage coverage) {
    return std::make_shared<geo::CoverageLevels>(
        std::vector<geo::CoverageLevels::Level>{{0.0, std::make_shared<const geo::Coverage>(std::move(coverage))}});
}

/// A text map ("AAB/ACB") as a coverage with one level.
inline std::shared_ptr<const geo::CoverageLevels> coverage_of(std::string_view text) {
    return levels_of(test::text_coverage(text).coverage);
}

inline geo::PageBox box(double x0, double y0, double x1, double y1) { return {x0, y0, x1, y1}; }

/// A page `width` x `height` mm, white, whose root shows `map` inside `frame`.
inline scene::DisplayList page(double width_mm, double height_mm) {
    scene::DisplayList list;
    list.width_mm = width_mm;
    list.height_mm = height_mm;
    list.root.name = "page";
    return list;
}

inline scene::CoverageFill fill(std::shared_ptr<const geo::CoverageLevels> coverage, std::vector<std::uint8_t> class_of_area,
                                std::vector<scene::FillStyle> styles) {
    return {std::move(coverage), std::make_shared<const std::vector<std::uint8_t>>(std::move(class_of_area)), std::move(styles)};
}

/// A map tilted against the pixel grid: the text map is sheared, so that no border falls on pixel borders.
inline std::shared_ptr<const geo::CoverageLevels> sheared(std::string_view text) {
    geo::CoverageData data = test::text_coverage(text).coverage.data();
    for (geo::MapPoint& p : data.points) {
        const double dx = p.x - 400000, dy = p.y - 200000;
        p = {400000 + dx + 0.31 * dy, 200000 + dy - 0.17 * dx};
    }
    return levels_of(geo::Coverage(std::move(data)));
}

/// One line of text on the page.
inline scene::TextItem text(std::string_view words, double x_mm, double y_mm, double size_mm,
                            scene::Weight weight = scene::Weight::regular) {
    scene::TextItem item;
    item.run = scene::Fonts::shared().shape(words, weight, size_mm);
    item.anchor.point = geo::PagePoint{x_mm, y_mm};
    item.colour = black;
    return item;
}

/// A page with one of everything: patterned and plain areas, borders, an inset with its own clip, paths, symbols and text.
inline scene::DisplayList everything() {
    scene::DisplayList list = page(100, 70);
    const auto coverage = sheared("AABBC/ADDBC/EDDFF/EEGGF");
    auto map = std::make_shared<scene::Group>();
    map->name = "map";
    map->clip = box(5, 5, 70, 65);
    map->page_from_map = geo::fit(box(8, 8, 66, 62), coverage->full().bounds());
    map->items.push_back(fill(coverage, {0, 1, 2, 3, 4, 5, 6},
                              {{pale, scene::Pattern::none, {}},
                               {{150, 180, 220, 255}, scene::Pattern::none, {}},
                               {{60, 110, 190, 255}, scene::Pattern::fine_hatch, white},
                               {blue, scene::Pattern::none, {}},
                               {{240, 240, 238, 255}, scene::Pattern::dots, {120, 125, 128, 255}},
                               {{240, 240, 238, 255}, scene::Pattern::hatch, {120, 125, 128, 255}},
                               {{240, 240, 238, 255}, scene::Pattern::cross_hatch, {120, 125, 128, 255}}}));
    map->items.push_back(scene::CoverageStroke{coverage, {white, 0.2, {}}, false});
    map->items.push_back(scene::CoverageStroke{coverage, {{60, 60, 60, 255}, 0.5, {}}, true});
    map->items.push_back(scene::AreaStroke{coverage, 3, {{230, 120, 0, 255}, 0.6, {}}, scene::Rgba{230, 120, 0, 60}});
    scene::MapPath river;
    river.parts = std::make_shared<const std::vector<std::vector<geo::MapPoint>>>(
        std::vector<std::vector<geo::MapPoint>>{{{399500, 201000}, {402000, 201800}, {404000, 200700}, {407000, 203000}}});
    river.stroke = scene::StrokeStyle{{90, 150, 210, 255}, 0.8, {}};
    map->items.push_back(river);
    scene::Markers markers;
    markers.shape = model::MarkerShape::star;
    markers.size_mm = 4;
    markers.colour = {180, 0, 90, 255};
    markers.rim = white;
    markers.anchors = {{geo::MapPoint{401500, 202500}}, {geo::MapPoint{404000, 201500}}};
    markers.id = "childrens-centres";
    map->items.push_back(markers);
    scene::TextItem label = text("Ærø & Øst <ward>", 20, 40, 4, scene::Weight::semibold);
    label.halo = white;
    label.halo_mm = 0.5;
    map->items.push_back(label);
    list.root.items.push_back(std::shared_ptr<const scene::Group>(map));

    auto legend = std::make_shared<scene::Group>();
    legend->name = "legend";
    scene::PagePath frame;
    frame.parts = {{{72, 5}, {95, 5}, {95, 40}, {72, 40}}};
    frame.closed = true;
    frame.fill = scene::FillStyle{{250, 250, 245, 255}, scene::Pattern::hatch, {200, 200, 200, 255}};
    frame.stroke = scene::StrokeStyle{{80, 80, 80, 255}, 0.3, {1.5, 0.8}};
    legend->items.push_back(frame);
    legend->items.push_back(text("10.5 to 12.4", 73, 50, 3));
    legend->items.push_back(text("1,111 children", 73, 56, 3, scene::Weight::bold));
    list.root.items.push_back(std::shared_ptr<const scene::Group>(legend));
    return list;
}

inline paper::Metadata metadata() {
    paper::Metadata m;
    m.title = "Child poverty – Øxfordshire";
    m.description = "A map of made-up areas.";
    m.author = "Tests";
    m.provenance = {{"command", "needsmap export child-poverty"}, {"workspace-hash", "0123456789abcdef"}};
    m.time = 1'795'000'000;  // 2026-11-18 11:06:40 UTC
    return m;
}

struct Rgb {
    int r, g, b;
    friend bool operator==(const Rgb&, const Rgb&) = default;
};
inline Rgb pixel(const paper::Image& image, int x, int y) {
    const std::uint8_t* p =
        image.rgba.data() + (static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width) + static_cast<std::size_t>(x)) * 4;
    return {p[0], p[1], p[2]};
}

/// Mean absolute difference of channels, 0..255; 999 when sizes differ.
inline double mean_difference(const paper::Image& a, const paper::Image& b) {
    if (a.width != b.width || a.height != b.height) return 999;
    double sum = 0;
    for (std::size_t i = 0; i < a.rgba.size(); ++i) sum += std::abs(int{a.rgba[i]} - int{b.rgba[i]});
    return sum / static_cast<double>(a.width) / a.height / 3;
}

/// A folder that goes away with the test.
class TemporaryFolder {
public:
    TemporaryFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "needsmap-paper-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) throw base::Error("No temporary folder could be made.");
        m_path = name;
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    [[nodiscard]] std::filesystem::path operator/(const char* name) const { return m_path / name; }

private:
    std::filesystem::path m_path;
};

/// Whether a program is installed; says so once where it is not.
inline bool has_program(const std::string& name) {
    if (std::system(("command -v " + name + " > /dev/null 2>&1").c_str()) == 0) return true;
    std::printf("skipped: %s is not installed\n", name.c_str());
    return false;
}

/// What a command prints.
inline std::string output_of(const std::string& command) {
    std::string out;
    FILE* pipe = popen(command.c_str(), "r");
    if (pipe == nullptr) return out;
    char buffer[4096];
    for (std::size_t n = 0; (n = fread(buffer, 1, sizeof buffer, pipe)) > 0;) out.append(buffer, n);
    pclose(pipe);
    return out;
}

}  // namespace pages
