#include "paper/cairo_fonts.hpp"

#include <cairo-ft.h>
#include <ft2build.h>
#include FT_FREETYPE_H

#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"

namespace needsmap::paper {

namespace {

/// Owns FreeType and every face opened with it for the life of the process.
class FaceCache {
public:
    FaceCache() {
        if (FT_Init_FreeType(&m_library) != 0) throw base::Error("FreeType could not be started.");
    }
    FaceCache(const FaceCache&) = delete;
    FaceCache& operator=(const FaceCache&) = delete;

    cairo_font_face_t* get(const scene::FontFace& face) {
        const std::scoped_lock lock(m_mutex);
        const auto key = std::pair(face.file().string(), face.face_index());
        if (const auto found = m_faces.find(key); found != m_faces.end()) return found->second;
        FT_Face handle = nullptr;
        if (FT_New_Face(m_library, key.first.c_str(), key.second, &handle) != 0)
            throw base::Error("The font " + key.first + " cannot be read.", "Install the package fonts-inter again.");
        cairo_font_face_t* made = cairo_ft_font_face_create_for_ft_face(handle, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP);
        if (cairo_font_face_status(made) != CAIRO_STATUS_SUCCESS) {
            FT_Done_Face(handle);
            throw base::Error("Cairo cannot use the font " + key.first + ".");
        }
        return m_faces.emplace(key, made).first->second;
    }

private:
    FT_Library m_library = nullptr;
    std::mutex m_mutex;
    std::map<std::pair<std::string, int>, cairo_font_face_t*> m_faces;
};

std::vector<cairo_glyph_t> glyphs_of(const scene::GlyphRun& run, double x_mm, double y_mm) {
    std::vector<cairo_glyph_t> glyphs;
    glyphs.reserve(run.glyphs.size());
    for (const scene::Glyph& g : run.glyphs) glyphs.push_back({g.id, x_mm + g.x_mm, y_mm + g.y_mm});
    return glyphs;
}

/// Which bytes of the text which glyphs stand for: left to right, every byte in exactly one cluster.
std::vector<cairo_text_cluster_t> clusters_of(const scene::GlyphRun& run) {
    std::vector<cairo_text_cluster_t> clusters;
    std::size_t byte = 0;
    for (std::size_t i = 0; i < run.glyphs.size();) {
        std::size_t end = i + 1;
        while (end < run.glyphs.size() && run.glyphs[end].cluster == run.glyphs[i].cluster) ++end;
        const std::size_t next_byte = end < run.glyphs.size() ? run.glyphs[end].cluster : run.text.size();
        clusters.push_back({static_cast<int>(next_byte - byte), static_cast<int>(end - i)});
        byte = next_byte;
        i = end;
    }
    return clusters;
}

void use_font(cairo_t* context, const scene::GlyphRun& run) {
    cairo_set_font_face(context, cairo_face(*run.face));
    cairo_set_font_size(context, run.size_mm);
}

}  // namespace

cairo_font_face_t* cairo_face(const scene::FontFace& face) {
    // Never destroyed: at exit Cairo's own caches may still hold faces.
    static FaceCache& cache = *new FaceCache;
    return cache.get(face);
}

void show_text(cairo_t* context, const scene::GlyphRun& run, double x_mm, double y_mm) {
    if (run.glyphs.empty()) return;
    use_font(context, run);
    const auto glyphs = glyphs_of(run, x_mm, y_mm);
    if (!base::is_utf8(run.text)) {  // Cairo would refuse the whole page
        cairo_show_glyphs(context, glyphs.data(), static_cast<int>(glyphs.size()));
        return;
    }
    const auto clusters = clusters_of(run);
    cairo_show_text_glyphs(context, run.text.data(), static_cast<int>(run.text.size()), glyphs.data(), static_cast<int>(glyphs.size()),
                           clusters.data(), static_cast<int>(clusters.size()), static_cast<cairo_text_cluster_flags_t>(0));
}

}  // namespace needsmap::paper
