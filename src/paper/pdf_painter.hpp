// Writes a display list as the content of one PDF page. Page units are steps of the grid (0.01 mm), y down.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "paper/pdf_file.hpp"
#include "paper/pdf_fonts.hpp"
#include "paper/vector_painter.hpp"

namespace needsmap::paper {

class PdfPainter final : public VectorPainter {
public:
    using VectorPainter::VectorPainter;

    void write_background(const geo::PageBox& page, scene::Rgba colour);
    /// The content operators, a line end after each.
    [[nodiscard]] std::string take_content() { return std::move(m_out); }
    /// Writes fonts, shared shapes and opacities; returns the page's resource dictionary.
    [[nodiscard]] std::string write_resources(PdfFile& file) const;

private:
    void open_group(const Group& group) override;
    void close_group() override;
    void write_shape(const GridLines& lines, bool closed, const std::optional<scene::Rgba>& fill,
                     const std::optional<scene::StrokeStyle>& stroke) override;
    void write_marks(const GridLines& ground, const GridLines& marks, const scene::StrokeStyle& stroke) override;
    void write_text(const scene::TextItem& text, geo::PagePoint start) override;
    void write_symbols(const scene::Markers& markers, const std::vector<geo::PagePoint>& places) override;

    /// What the operators so far have set, to say each thing once.
    struct State {
        int alpha = 255;
        scene::Rgba fill{0, 0, 0, 255}, stroke{0, 0, 0, 255};
        double line_width = -1;
        std::vector<double> dash;
        int cap = 0;
        bool round_joins = false;
    };
    void push();
    void pop();
    void use_alpha(int alpha);
    void use_fill(scene::Rgba colour);
    void use_stroke(const scene::StrokeStyle& stroke);
    void lines(const GridLines& lines, bool closed);
    void write_halo(const scene::TextItem& text, geo::PagePoint start);
    /// The name of a shape that is drawn again and again; `content` its operators, `reach` half the side of a square around it.
    std::string form(const std::string& key, const std::string& content, int reach);
    std::string glyph_form(const scene::FontFace& face, std::uint32_t glyph);

    std::string m_out;
    std::vector<State> m_states{State{}};
    std::set<int> m_alphas;
    PdfFonts m_fonts;
    struct Form {
        std::string name, content;
        int reach;
    };
    std::map<std::string, Form> m_forms;
};

}  // namespace needsmap::paper
