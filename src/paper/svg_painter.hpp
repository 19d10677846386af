// Writes a display list as SVG elements in page millimetres.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "paper/vector_painter.hpp"

namespace needsmap::paper {

class SvgPainter final : public VectorPainter {
public:
    using VectorPainter::VectorPainter;
    [[nodiscard]] std::string take() { return std::move(m_out); }
    /// In front of every id from now on, so that several drawings may stand in one page.
    void use_id_prefix(std::string_view prefix) { m_id_prefix = prefix; }

private:
    void open_group(const Group& group) override;
    void close_group() override;
    void write_shape(const GridLines& lines, bool closed, const std::optional<scene::Rgba>& fill,
                     const std::optional<scene::StrokeStyle>& stroke) override;
    void write_marks(const GridLines& ground, const GridLines& marks, const scene::StrokeStyle& stroke) override;
    void write_text(const scene::TextItem& text, geo::PagePoint start) override;
    void write_symbols(const scene::Markers& markers, const std::vector<geo::PagePoint>& places) override;

    /// `wanted`, or with a number behind it when taken.
    [[nodiscard]] std::string unique_id(std::string_view wanted);
    std::string m_id_prefix;
    std::set<std::string> m_ids;
    std::string m_out;
};

}  // namespace needsmap::paper
