#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <limits>
#include <set>

#include "scene/label_space.hpp"
#include "scene/map_scene.hpp"
#include "scene/place_markers.hpp"
#include "scene/spread_glyphs.hpp"

namespace needsmap::scene {

namespace {

struct TownLook {
    Weight weight;
    double size_pt;
    double dot_mm;
    double min_scale;  ///< page mm per map metre from which the class is shown
};
TownLook look_of(model::SettlementClass kind) {
    switch (kind) {
        case model::SettlementClass::city: return {Weight::bold, 9.5, 1.5, 0};
        case model::SettlementClass::major_town: return {Weight::semibold, 8, 1.2, 0.0006};
        case model::SettlementClass::market_town: return {Weight::medium, 6.8, 1.0, 0.0013};
        case model::SettlementClass::village: return {Weight::regular, 6.2, 0.8, 0.0045};
    }
    return {Weight::regular, 6.2, 0.8, 0};
}

constexpr double gap_mm = 0.55;  ///< between a dot and its name, and around names
constexpr Weight area_weight = Weight::regular;
constexpr double area_name_pt = 6.0;
constexpr double least_area_mm = 11;        ///< areas are named from this size on the page (side of a square as large)
constexpr double named_share = 0.5;         ///< of the areas in view have to carry their names, or none does
constexpr double place_name_scale = 0.011;  ///< services are named from about 1:90,000, where towns fill the page
constexpr std::size_t most_place_names = 30;

/// Everything a call needs, so that the steps below take few arguments.
class Placement {
public:
    Placement(const MapInput& input, const geo::PageFromMap& page_from_map, const geo::PageBox& frame, const MapTheme& theme,
              const LabelOptions& options)
        : m_input(input), m_page_from_map(page_from_map), m_frame(frame), m_theme(theme), m_options(options) {
        // On screen a short pan shows what lies beside the frame: place labels there, too.
        m_reach = options.inside_frame_only ? frame : frame.padded(std::min(frame.width(), frame.height()) / 2);
        m_map_reach = page_from_map.inverse() * m_reach;
        for (const geo::PageBox& box : options.keep_clear) m_texts.take(box);
        for (const geo::PageBox& box : options.avoid) m_symbols.take(box);
    }

    Group run() {
        Group group;
        group.name = "labels";
        Group symbols;
        add_place_markers(symbols, m_symbols, m_input, m_page_from_map, m_reach, m_theme, scale());
        for (const geo::PageBox& box : add_spread_glyphs(symbols, m_input, m_page_from_map, m_reach, m_theme, scale())) m_texts.take(box);
        if (m_options.labels && m_input.document.show_labels) {
            add_towns();
            // Without towns, the names of the coarser areas have to tell where one is.
            if (!add_area_names(*m_input.geography) && m_input.workspace->settlements.empty())
                if (const auto levels = border_levels(*m_input.workspace, *m_input.geography); levels.strong)
                    add_area_names(*levels.strong);
            if (m_options.place_names) add_place_names();
        }
        for (Markers& dots : m_dots)
            if (!dots.anchors.empty()) group.items.emplace_back(std::move(dots));
        for (Item& item : symbols.items) group.items.push_back(std::move(item));
        for (TextItem& text : m_lines) group.items.emplace_back(std::move(text));
        return group;
    }

private:
    struct Line {
        GlyphRun run;
        double x = 0, baseline = 0;  ///< from the anchor, mm
    };

    [[nodiscard]] double scale() const { return m_options.size_scale; }
    [[nodiscard]] double mm(double pt) const { return mm_from_pt(pt) * scale() * m_options.text_scale; }
    [[nodiscard]] bool in_reach(const geo::PageBox& box) const {
        return m_reach.contains({box.min_x, box.min_y}) && m_reach.contains({box.max_x, box.max_y});
    }
    [[nodiscard]] static double cap_of(const GlyphRun& run, Weight weight) {
        return Fonts::shared().metrics(weight).cap_height * run.size_mm;
    }

    /// The box of a line whose baseline starts at `at` (page mm), with a little air.
    [[nodiscard]] geo::PageBox box_of(const GlyphRun& run, geo::PagePoint at, double cap) const {
        const double air = 0.5 * gap_mm * scale();
        return {at.x - air, at.y - cap - air, at.x + run.width_mm + air, at.y + 0.22 * run.size_mm + air};
    }

    void put(GlyphRun run, geo::MapPoint anchor, geo::PagePoint offset, Rgba colour) {
        TextItem text;
        text.run = std::move(run);
        text.anchor.point = anchor;
        text.offset = offset;
        text.colour = colour;
        text.halo = m_theme.halo;
        text.halo_mm = 0.4 * scale() * m_options.text_scale;
        m_lines.push_back(std::move(text));
    }

    /// Places of a line's baseline beside a point: right, left, above, below, the corners, then further away by each of `more_mm`.
    static std::vector<geo::PagePoint> places_beside(double width, double cap, double r, std::initializer_list<double> more_mm) {
        const double w = width;
        std::vector<geo::PagePoint> out{{r, cap / 2},
                                        {-r - w, cap / 2},
                                        {-w / 2, -r},
                                        {-w / 2, r + cap},
                                        {0.6 * r, -0.7 * r},
                                        {0.6 * r, 0.7 * r + cap},
                                        {-0.6 * r - w, -0.7 * r},
                                        {-0.6 * r - w, 0.7 * r + cap}};
        for (const double more : more_mm)
            for (const geo::PagePoint place :
                 {geo::PagePoint{r + more, cap / 2}, {-r - more - w, cap / 2}, {-w / 2, -r - more}, {-w / 2, r + more + cap}})
                out.push_back(place);
        return out;
    }

    /// One line at the first of some places beside a point that is free; `in_need`, at the one where it meets least of the symbols.
    /// False when there is none.
    bool put_beside(const GlyphRun& run, Weight weight, geo::MapPoint anchor, const std::vector<geo::PagePoint>& places, bool in_need) {
        const geo::PagePoint p = m_page_from_map * anchor;
        const double cap = cap_of(run, weight);
        const geo::PagePoint* best = nullptr;
        double least = std::numeric_limits<double>::max();
        for (const geo::PagePoint& place : places) {
            const geo::PageBox box = box_of(run, p + place, cap);
            if (!in_reach(box) || !m_texts.is_free(box)) continue;
            const double met = m_symbols.taken_mm2(box);
            if (met < least) least = met, best = &place;
            if (met <= 0) break;
        }
        if (best == nullptr || (least > 0 && !in_need)) return false;
        m_texts.take(box_of(run, p + *best, cap));
        put(run, anchor, *best, m_theme.text);
        return true;
    }

    void add_towns() {
        std::vector<const model::Settlement*> towns;
        for (const model::Settlement& s : m_input.workspace->settlements)
            if (m_map_reach.contains(s.position) && m_page_from_map.scale / scale() >= look_of(s.kind).min_scale) towns.push_back(&s);
        std::stable_sort(towns.begin(), towns.end(), [](const auto* a, const auto* b) {
            return a->kind != b->kind               ? a->kind < b->kind
                   : a->population != b->population ? a->population > b->population
                                                    : a->name < b->name;
        });
        for (const model::Settlement* town : towns) add_town(*town);
    }

    void add_town(const model::Settlement& town) {
        const TownLook look = look_of(town.kind);
        const GlyphRun run = Fonts::shared().shape(town.name, look.weight, mm(look.size_pt));
        const double radius = look.dot_mm * scale() / 2;
        const geo::PagePoint p = m_page_from_map * town.position;
        const geo::PageBox dot{p.x - radius, p.y - radius, p.x + radius, p.y + radius};
        if (!in_reach(dot) || !m_texts.is_free(dot)) return;
        const double clearance = radius + gap_mm * scale(), cap = cap_of(run, look.weight);
        // A larger town's name matters more than a symbol's rim, and is known even at some distance; a village makes room.
        const bool is_town = town.kind != model::SettlementClass::village;
        const auto places = is_town ? places_beside(run.width_mm, cap, clearance, {1.6 * scale(), 3 * scale(), 4.4 * scale()})
                                    : places_beside(run.width_mm, cap, clearance, {1.6 * scale()});
        const bool placed = put_beside(run, look.weight, town.position, places, is_town);
        if (!placed) return;
        m_texts.take(dot);
        m_named.insert(town.name);
        Markers& dots = m_dots[static_cast<std::size_t>(town.kind)];
        dots.shape = model::MarkerShape::circle;
        dots.size_mm = look.dot_mm * scale();
        dots.colour = m_theme.text;
        dots.rim = m_theme.halo;
        dots.rim_mm = 0.25 * scale();
        dots.id = "settlements";
        dots.anchors.push_back({town.position});
    }

    /// All or none: false when too few areas could carry their names.
    bool add_area_names(const model::Geography& geography) {
        const geo::Coverage& coverage = geography.coverage->full();
        const double least_m = least_area_mm * scale() / m_page_from_map.scale;
        std::vector<std::pair<double, geo::AreaIndex>> candidates;
        std::size_t in_reach = 0;
        for (std::size_t i = 0; i < geography.size(); ++i) {
            const auto area = static_cast<geo::AreaIndex>(i);
            if (!m_map_reach.contains(geography.label_points[i])) continue;
            ++in_reach;
            if (const double m2 = coverage.area_m2(area); m2 >= least_m * least_m) candidates.emplace_back(m2, area);
        }
        // Naming the few large areas among many small ones would look like a choice that nobody made: then none is named.
        const auto enough = static_cast<std::size_t>(named_share * static_cast<double>(in_reach));
        if (candidates.empty() || candidates.size() < enough) return false;
        std::sort(candidates.begin(), candidates.end(),
                  [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
        const LabelSpace texts_before = m_texts;
        const std::size_t lines_before = m_lines.size();
        std::size_t named = 0;
        for (const auto& [m2, area] : candidates) named += add_area_name(geography, area) ? 1 : 0;
        if (named > 0 && named >= enough) return true;
        m_texts = texts_before;
        m_lines.erase(m_lines.begin() + static_cast<std::ptrdiff_t>(lines_before), m_lines.end());
        return false;
    }

    /// True when the area carries its name (or a town of the same name stands there).
    bool add_area_name(const model::Geography& geography, geo::AreaIndex area) {
        const std::string& name = geography.names[static_cast<std::size_t>(area)];
        const geo::MapPoint anchor = geography.label_points[static_cast<std::size_t>(area)];
        if (name.empty() || m_named.contains(name)) return !name.empty();
        const Fonts& fonts = Fonts::shared();
        const geo::PageBox page_box = m_page_from_map * geography.coverage->full().area_bounds(area);
        const double room = 0.92 * page_box.width();
        std::vector<std::string> lines{name};
        if (fonts.width_mm(name, area_weight, mm(area_name_pt)) > std::min(room, 22.0 * scale())) lines = two_lines(name);
        std::vector<Line> shaped;
        const double line_height = 1.12 * mm(area_name_pt), cap = fonts.metrics(area_weight).cap_height * mm(area_name_pt);
        for (std::size_t i = 0; i < lines.size(); ++i) {
            Line line{fonts.shape(lines[i], area_weight, mm(area_name_pt)), 0, 0};
            if (line.run.width_mm > room) return false;
            line.x = -line.run.width_mm / 2;
            line.baseline = cap / 2 + (static_cast<double>(i) - (static_cast<double>(lines.size()) - 1) / 2) * line_height;
            shaped.push_back(std::move(line));
        }
        // Beside a symbol or a town's name there may be room a little higher or lower.
        for (const double shift : {0.0, -1.0, 1.0, -2.0, 2.0})
            if (try_area_name(geography, area, anchor, shaped, shift * line_height, cap)) return true;
        return false;
    }

    bool try_area_name(const model::Geography& geography, geo::AreaIndex area, geo::MapPoint anchor, const std::vector<Line>& lines,
                       double shift, double cap) {
        const geo::PagePoint p = m_page_from_map * anchor;
        std::vector<geo::PageBox> boxes;
        for (const Line& line : lines) {
            const geo::PagePoint at = p + geo::PagePoint{line.x, line.baseline + shift};
            const geo::PageBox box = box_of(line.run, at, cap);
            if (!in_reach(box) || !m_texts.is_free(box) || !m_symbols.is_free(box)) return false;
            if (!stays_inside(geography, area, at, line.run.width_mm, cap)) return false;
            boxes.push_back(box);
        }
        for (const geo::PageBox& box : boxes) m_texts.take(box);
        for (const Line& line : lines) put(line.run, anchor, {line.x, line.baseline + shift}, m_theme.text);
        return true;
    }

    /// Both ends of the line lie in the area, so that nobody reads it as the neighbour's name.
    [[nodiscard]] bool stays_inside(const model::Geography& geography, geo::AreaIndex area, geo::PagePoint at, double width,
                                    double cap) const {
        if (!geography.locator) return true;
        const auto map_from_page = m_page_from_map.inverse();
        for (const double x : {0.04, 0.5, 0.96})
            if (geography.locator->find(map_from_page * geo::PagePoint{at.x + x * width, at.y - cap / 2}) != area) return false;
        return true;
    }

    /// Cut at the space nearest the middle of the width; one line when there is no space.
    [[nodiscard]] static std::vector<std::string> two_lines(const std::string& name) {
        const Fonts& fonts = Fonts::shared();
        double best = 1e300;
        std::vector<std::string> lines{name};
        for (std::size_t at = name.find(' '); at != std::string::npos; at = name.find(' ', at + 1)) {
            const std::string first = name.substr(0, at), second = name.substr(at + 1);
            const double wider = std::max(fonts.width_mm(first, area_weight, 1), fonts.width_mm(second, area_weight, 1));
            if (wider < best) best = wider, lines = {first, second};
        }
        return lines;
    }

    void add_place_names() {
        if (m_page_from_map.scale / scale() < place_name_scale) return;
        std::vector<const model::Place*> shown;
        for (const std::string& id : m_input.document.places)
            if (const auto set = m_input.workspace->find_places(id))
                for (const model::Place& place : set->places)
                    if (m_map_reach.contains(place.position)) shown.push_back(&place);
        if (shown.size() > most_place_names) return;
        const double clearance = (1.25 + 0.3 + gap_mm) * scale();
        for (const model::Place* place : shown) {
            const GlyphRun run = Fonts::shared().shape(place->name, Weight::italic, mm(6.2));
            const auto places = places_beside(run.width_mm, cap_of(run, Weight::italic), clearance, {1.6 * scale()});
            static_cast<void>(put_beside(run, Weight::italic, place->position, places, false));
        }
    }

    const MapInput& m_input;
    geo::PageFromMap m_page_from_map;
    geo::PageBox m_frame, m_reach;
    geo::MapBox m_map_reach;
    const MapTheme& m_theme;
    const LabelOptions& m_options;
    LabelSpace m_texts, m_symbols;
    std::set<std::string> m_named;
    std::array<Markers, 4> m_dots;
    std::vector<TextItem> m_lines;
};

}  // namespace

Group compile_labels(const MapInput& input, const geo::PageFromMap& page_from_map, const geo::PageBox& frame, const MapTheme& theme,
                     const LabelOptions& options) {
    return Placement(input, page_from_map, frame, theme, options).run();
}

}  // namespace needsmap::scene
