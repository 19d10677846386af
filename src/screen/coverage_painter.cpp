#include "screen/coverage_painter.hpp"

#include <algorithm>
#include <array>

#include "screen/level_of_detail.hpp"

namespace needsmap::screen {

namespace {

/// Making a mesh of this many points takes a few hundredths of a second: shorter than a person notices when a map is opened.
constexpr std::size_t quick_points = 300'000;
/// Borders of this many points are there in a few milliseconds.
constexpr std::size_t instant_points = 40'000;
/// Meshes kept on the card. The finest two levels of 33,000 areas take 100 MB and 55 MB; what is dropped is made again in the
/// background when the map comes back to its scale.
constexpr std::size_t most_bytes = 120'000'000;
/// One view is painted roughly and then smoothed band by band, from two levels: about 3 uses of a mesh and 12. A mesh not used for longer than
/// both together is not needed now. With less the two levels of one view would push each other out for ever: each upload asks for a new
/// painting, and the map would never come to rest.
constexpr std::uint64_t uses_of_one_painting = 40;
/// Outlines of single areas kept on the card (the pointer passes over many).
constexpr std::size_t most_outlines = 256;
/// Borders are gone where areas are smaller than this on the page, and at full strength from there: a net any finer would only veil
/// the colours that it is to divide.
constexpr double fade_gone_mm = 0.7, fade_full_mm = 2.2;
/// Edges of areas smaller than this would be nothing but edge.
constexpr double least_smoothed_px = 2.5;
/// One area in this many may have a pattern before patterns are drawn for all at once.
constexpr std::size_t few_patterned_share = 8;

std::size_t level_to_draw(const geo::CoverageLevels& levels, const Placement& placement) {
    return suitable_level(levels, {placement.page_from_map, placement.pixel_from_page.scale}, placement.smooth_edges);
}

std::vector<Run> runs_by_area(const geo::Mesh& mesh, std::size_t areas) {
    std::vector<Run> runs(areas);
    for (std::uint32_t i = 0; i < mesh.indices.size(); i += 3) {
        Run& run = runs[mesh.vertices[mesh.indices[i]].area];
        if (run.count == 0) run.first = i;
        run.count = i + 3 - run.first;
    }
    return runs;
}

}  // namespace

CoveragePainter::CoveragePainter(FillPainter& fills, StrokePainter& strokes, SeamPainter& seams, std::shared_ptr<MeshStore> store)
    : m_fills(fills), m_strokes(strokes), m_seams(seams), m_store(std::move(store)) {}

CoveragePainter::~CoveragePainter() = default;

bool CoveragePainter::on_card(const CoveragePtr& coverage, MeshKind kind) const {
    if (kind == MeshKind::fill) {
        const auto it = m_areas.find(coverage.get());
        return it != m_areas.end() && !it->second.owner.expired();
    }
    const auto it = m_lines.find({coverage.get(), kind});
    return it != m_lines.end() && !it->second.owner.expired();
}

void CoveragePainter::upload(const CoveragePtr& coverage, MeshKind kind, const CoverageMesh& mesh) {
    make_room(kind == MeshKind::fill ? m_fills.bytes_of(mesh.fill) : m_strokes.bytes_of(mesh.borders));
    if (kind == MeshKind::fill)
        m_areas[coverage.get()] = {coverage, m_fills.upload(mesh.fill), mesh.fill.tiles, runs_by_area(mesh.fill, coverage->area_count()),
                                   ++m_clock};
    else
        m_lines[{coverage.get(), kind}] = {coverage, m_strokes.upload(mesh.borders), mesh.borders.tiles, ++m_clock};
    m_wanted.erase({coverage.get(), kind});
    ++m_generation;
}

void CoveragePainter::make_room(std::size_t incoming_bytes) {
    while (true) {
        std::size_t total = incoming_bytes;
        std::uint64_t newest = 0;
        auto area = m_areas.end();
        for (auto it = m_areas.begin(); it != m_areas.end(); ++it) {
            total += it->second.geometry.bytes;
            newest = std::max(newest, it->second.last_use);
            if (area == m_areas.end() || it->second.last_use < area->second.last_use) area = it;
        }
        auto line = m_lines.end();
        for (auto it = m_lines.begin(); it != m_lines.end(); ++it) {
            total += it->second.geometry.bytes;
            newest = std::max(newest, it->second.last_use);
            if (line == m_lines.end() || it->second.last_use < line->second.last_use) line = it;
        }
        if (total <= most_bytes) return;
        if (area == m_areas.end() && line == m_lines.end()) return;
        const bool drop_area = area != m_areas.end() && (line == m_lines.end() || area->second.last_use < line->second.last_use);
        const std::uint64_t oldest = drop_area ? area->second.last_use : line->second.last_use;
        if (newest - oldest < uses_of_one_painting) return;  // all of them are in use now
        if (drop_area)
            m_areas.erase(area);
        else
            m_lines.erase(line);
    }
}

bool CoveragePainter::take_finished() {
    const auto wanted = m_wanted;  // uploading strikes entries off
    bool any = false;
    for (const auto& [key, owner] : wanted) {
        const CoveragePtr coverage = owner.lock();
        if (!coverage) {
            m_wanted.erase(key);
        } else if (const auto mesh = m_store->take(coverage, key.second)) {
            upload(coverage, key.second, *mesh);
            any = true;
        }
    }
    return any;
}

CoveragePainter::CoveragePtr CoveragePainter::ready_level(const geo::CoverageLevels& levels, MeshKind kind, const Placement& placement) {
    const auto all = levels.levels();
    const std::size_t best = level_to_draw(levels, placement);
    const CoveragePtr& wanted = all[best].coverage;
    if (on_card(wanted, kind)) return wanted;
    if (const auto mesh = m_store->take(wanted, kind)) {
        upload(wanted, kind, *mesh);
        return wanted;
    }
    for (std::size_t i = best + 1; i < all.size(); ++i)
        if (on_card(all[i].coverage, kind)) return want(wanted, kind), all[i].coverage;
    for (std::size_t i = best; i-- > 0;)
        if (on_card(all[i].coverage, kind)) return want(wanted, kind), all[i].coverage;

    // Nothing at all to show yet: make what is quick to make, now.
    const bool quick = wanted->data().points.size() <= quick_points;
    const CoveragePtr first = quick ? wanted : all.back().coverage;
    const auto mesh = m_store->wait(first, kind);
    upload(first, kind, *mesh);
    if (first != wanted) want(wanted, kind);
    return first;
}

void CoveragePainter::want(const CoveragePtr& coverage, MeshKind kind) {
    m_store->request(coverage, kind);
    m_wanted[{coverage.get(), kind}] = coverage;
}

void CoveragePainter::paint(const scene::CoverageFill& item, const Placement& placement) {
    if (!item.coverage || item.coverage->levels().empty() || !item.class_of_area) return;
    const CoveragePtr level = ready_level(*item.coverage, MeshKind::fill, placement);
    AreaMesh& mesh = m_areas.at(level.get());
    mesh.last_use = ++m_clock;
    const ShaderTransform transform =
        shader_transform(placement.pixel_from_map(), mesh.geometry.origin_x, mesh.geometry.origin_y, placement);
    const geo::MapBox visible = placement.visible_map(1);
    m_runs.clear();
    for (const geo::Mesh::Tile& tile : mesh.tiles)
        if (tile.box.intersects(visible)) add_run(m_runs, {tile.first_index, tile.index_count});

    const FillPainter::Demand demand = m_fills.demand(item.class_of_area, item.styles);
    const bool few_patterns =
        demand.patterned && !demand.translucent && demand.patterned_areas.size() * few_patterned_share < level->area_count();
    m_fills.draw(mesh.geometry, m_runs, item.class_of_area, item.styles, transform, placement, demand.patterned && !few_patterns);
    if (!demand.translucent && placement.smooth_edges) paint_seams(item, level, placement);
    if (!few_patterns) return;
    // A few areas over the plain ones: patterns cost time at every pixel.
    m_runs.clear();
    for (const std::uint32_t area : demand.patterned_areas)
        if (area < mesh.run_of_area.size() && level->area_bounds(static_cast<geo::AreaIndex>(area)).intersects(visible))
            add_run(m_runs, mesh.run_of_area[area]);
    m_fills.draw(mesh.geometry, m_runs, item.class_of_area, item.styles, transform, placement, true);
}

void CoveragePainter::paint_seams(const scene::CoverageFill& item, const CoveragePtr& level, const Placement& placement) {
    const Key key{level.get(), MeshKind::borders};
    if (!on_card(level, MeshKind::borders)) {
        const bool instant = level->data().points.size() <= instant_points;
        const auto mesh = instant ? m_store->wait(level, MeshKind::borders) : m_store->take(level, MeshKind::borders);
        if (!mesh) return want(level, MeshKind::borders);
        upload(level, MeshKind::borders, *mesh);
    }
    LineMeshOnCard& lines = m_lines.at(key);
    lines.last_use = ++m_clock;
    const geo::MapBox visible = placement.visible_map(1);
    const double smallest_m = least_smoothed_px / placement.pixel_from_map().scale;
    m_runs.clear();
    for (const BorderMesh::Tile& tile : lines.tiles)
        if (tile.largest_size_m > smallest_m && tile.box.intersects(visible)) add_run(m_runs, {tile.first_segment, tile.segment_count});
    m_seams.draw(lines.geometry, m_runs, item.class_of_area, item.styles,
                 shader_transform(placement.pixel_from_map(), lines.geometry.origin_x, lines.geometry.origin_y, placement), placement);
}

void CoveragePainter::paint(const scene::CoverageStroke& item, const Placement& placement) {
    if (!item.coverage || item.coverage->levels().empty() || !item.shows_at(placement.page_from_map)) return;
    const MeshKind kind = item.outline_only ? MeshKind::outline : MeshKind::borders;
    LineMeshOnCard& mesh = m_lines.at({ready_level(*item.coverage, kind, placement).get(), kind});
    mesh.last_use = ++m_clock;
    const geo::MapBox visible = placement.visible_map(placement.pixels(item.stroke.width_mm) + 2);
    const double mm_per_m = placement.page_from_map.scale;
    const StrokePainter::Fade fade{fade_gone_mm / mm_per_m, fade_full_mm / mm_per_m};
    m_runs.clear();
    for (const BorderMesh::Tile& tile : mesh.tiles)
        if (tile.largest_size_m > fade.gone && tile.box.intersects(visible)) add_run(m_runs, {tile.first_segment, tile.segment_count});
    m_strokes.draw(mesh.geometry, m_runs, item.stroke, fade,
                   shader_transform(placement.pixel_from_map(), mesh.geometry.origin_x, mesh.geometry.origin_y, placement), placement);
}

CoveragePainter::Outline& CoveragePainter::outline(const CoveragePtr& coverage, geo::AreaIndex area) {
    if (m_outlines.size() >= most_outlines) {
        const auto oldest = std::min_element(m_outlines.begin(), m_outlines.end(),
                                             [](const auto& a, const auto& b) { return a.second.last_use < b.second.last_use; });
        m_outlines.erase(oldest);
    }
    Outline& slot = m_outlines[{coverage.get(), area}];
    if (slot.owner.lock() != coverage) slot = {coverage, m_strokes.upload(area_outline(*coverage, area)), 0};
    slot.last_use = ++m_clock;
    return slot;
}

void CoveragePainter::paint(const scene::AreaStroke& item, const Placement& placement) {
    if (!item.coverage || item.coverage->levels().empty() || item.area < 0 ||
        static_cast<std::size_t>(item.area) >= item.coverage->full().area_count())
        return;
    const double reach = placement.pixels(item.stroke.width_mm) + 2;
    if (!item.coverage->full().area_bounds(item.area).intersects(placement.visible_map(reach))) return;

    if (item.fill && item.fill->a > 0) {
        AreaMesh& mesh = m_areas.at(ready_level(*item.coverage, MeshKind::fill, placement).get());
        mesh.last_use = ++m_clock;
        const Run run = mesh.run_of_area[static_cast<std::size_t>(item.area)];
        if (run.count > 0) {
            // All styles alike: whatever the area's class, it is washed in this colour.
            const std::array<scene::FillStyle, 1> wash{scene::FillStyle{*item.fill, scene::Pattern::none, {}}};
            m_fills.draw(mesh.geometry, std::array<Run, 1>{run}, nullptr, wash,
                         shader_transform(placement.pixel_from_map(), mesh.geometry.origin_x, mesh.geometry.origin_y, placement), placement,
                         false);
        }
    }
    const auto levels = item.coverage->levels();
    const CoveragePtr& coverage = levels[level_to_draw(*item.coverage, placement)].coverage;
    Outline& line = outline(coverage, item.area);
    if (line.geometry.segment_count == 0) return;
    m_strokes.draw(line.geometry, std::array<Run, 1>{Run{0, line.geometry.segment_count}}, item.stroke, {},
                   shader_transform(placement.pixel_from_map(), line.geometry.origin_x, line.geometry.origin_y, placement), placement);
}

void CoveragePainter::forget_unused() {
    std::erase_if(m_areas, [](const auto& entry) { return entry.second.owner.expired(); });
    std::erase_if(m_lines, [](const auto& entry) { return entry.second.owner.expired(); });
    std::erase_if(m_outlines, [](const auto& entry) { return entry.second.owner.expired(); });
    std::erase_if(m_wanted, [](const auto& entry) { return entry.second.expired(); });
}

}  // namespace needsmap::screen
