// Writes a display list as SVG elements in page millimetres.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/job.hpp"
#include "paper/coats.hpp"
#include "paper/walk.hpp"

namespace needsmap::paper {

class SvgPainter {
public:
    SvgPainter(const geo::PageBox& page, base::JobContext& job) : m_job(job), m_clips{page} {}

    void begin(const Group& group);
    void end(const Group& group);
    void paint(const scene::CoverageFill& fill, const geo::PageFromMap& page_from_map);
    void paint(const scene::CoverageStroke& stroke, const geo::PageFromMap& page_from_map);
    void paint(const scene::AreaStroke& area, const geo::PageFromMap& page_from_map);
    void paint(const scene::MapPath& path, const geo::PageFromMap& page_from_map);
    void paint(const scene::PagePath& path);
    void paint(const scene::TextItem& text, const Placement& page_from_map);
    void paint(const scene::Markers& markers, const Placement& page_from_map);

    [[nodiscard]] std::string take() { return std::move(m_out); }

private:
    /// `wanted`, or with a number behind it when taken.
    [[nodiscard]] std::string unique_id(std::string_view wanted);
    void path(const std::string& data, const std::optional<scene::FillStyle>& fill, const std::optional<scene::StrokeStyle>& stroke, const geo::PageBox& box);
    void pattern(const std::string& ground, scene::Pattern pattern, scene::Rgba colour, const geo::PageBox& box,
                 const std::function<bool(geo::PagePoint)>& wanted);
    void coat_pattern(const Coat& coat, const std::string& ground, const geo::CoverageLevels& levels, const geo::PageFromMap& page_from_map);

    base::JobContext& m_job;
    std::vector<geo::PageBox> m_clips;
    std::set<std::string> m_ids;
    std::string m_out;
};

}  // namespace needsmap::paper
