#include "scene/font_face.hpp"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H
#include FT_TRUETYPE_TABLES_H
#include <hb-ot.h>
#include <hb-subset.h>
#include <hb.h>

#include <array>
#include <cmath>
#include <mutex>
#include <unordered_map>
#include <unordered_set>

#include "base/error.hpp"

namespace needsmap::scene {

namespace {

template <auto Destroy>
struct Deleter {
    template <class T>
    void operator()(T* handle) const {
        Destroy(handle);
    }
};
using Blob = std::unique_ptr<hb_blob_t, Deleter<hb_blob_destroy>>;
using HbFace = std::unique_ptr<hb_face_t, Deleter<hb_face_destroy>>;
using HbFont = std::unique_ptr<hb_font_t, Deleter<hb_font_destroy>>;
using Buffer = std::unique_ptr<hb_buffer_t, Deleter<hb_buffer_destroy>>;
using SubsetInput = std::unique_ptr<hb_subset_input_t, Deleter<hb_subset_input_destroy>>;

constexpr hb_tag_t tabular_figures = HB_TAG('t', 'n', 'u', 'm');
constexpr hb_tag_t kerning = HB_TAG('k', 'e', 'r', 'n');

/// Figures of one width, so that columns of numbers line up; no ligatures, so that every character keeps its own glyph
/// and text stays selectable; no contextual forms, which Inter uses for arrows and times signs.
constexpr std::array<hb_feature_t, 4> shaping_features{
    hb_feature_t{tabular_figures, 1, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
    hb_feature_t{kerning, 1, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
    hb_feature_t{HB_TAG('l', 'i', 'g', 'a'), 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
    hb_feature_t{HB_TAG('c', 'a', 'l', 't'), 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END}};

/// One per process; FreeType wants calls that open faces not to overlap.
struct FreeType {
    FT_Library library = nullptr;
    std::mutex mutex;
    FreeType() {
        if (FT_Init_FreeType(&library) != 0) throw base::Error("FreeType could not be started.");
    }
};
FreeType& free_type() {
    static FreeType instance;  // lives as long as the process: faces may be closed in any order at exit
    return instance;
}

/// Collects an outline as lines. Curves are cut into pieces whose ends turn by so little that 30 mm letters look round.
struct OutlineSink {
    double scale;
    FontFace::Outline out;
    double x = 0, y = 0;

    void add(double to_x, double to_y) {
        x = to_x, y = to_y;
        out.contours.back().emplace_back(static_cast<float>(x * scale), static_cast<float>(-y * scale));
    }
    static OutlineSink& of(void* user) { return *static_cast<OutlineSink*>(user); }
    static int move_to(const FT_Vector* to, void* user) {
        of(user).out.contours.emplace_back();
        of(user).add(static_cast<double>(to->x), static_cast<double>(to->y));
        return 0;
    }
    static int line_to(const FT_Vector* to, void* user) {
        of(user).add(static_cast<double>(to->x), static_cast<double>(to->y));
        return 0;
    }
    static int conic_to(const FT_Vector* control, const FT_Vector* to, void* user) {
        OutlineSink& sink = of(user);
        const double x0 = sink.x, y0 = sink.y;
        constexpr int pieces = 8;
        for (int i = 1; i <= pieces; ++i) {
            const double t = static_cast<double>(i) / pieces, u = 1 - t;
            sink.add(u * u * x0 + 2 * u * t * static_cast<double>(control->x) + t * t * static_cast<double>(to->x),
                     u * u * y0 + 2 * u * t * static_cast<double>(control->y) + t * t * static_cast<double>(to->y));
        }
        return 0;
    }
    static int cubic_to(const FT_Vector* c1, const FT_Vector* c2, const FT_Vector* to, void* user) {
        OutlineSink& sink = of(user);
        const double x0 = sink.x, y0 = sink.y;
        constexpr int pieces = 10;
        for (int i = 1; i <= pieces; ++i) {
            const double t = static_cast<double>(i) / pieces, u = 1 - t;
            const double a = u * u * u, b = 3 * u * u * t, c = 3 * u * t * t, d = t * t * t;
            sink.add(a * x0 + b * static_cast<double>(c1->x) + c * static_cast<double>(c2->x) + d * static_cast<double>(to->x),
                     a * y0 + b * static_cast<double>(c1->y) + c * static_cast<double>(c2->y) + d * static_cast<double>(to->y));
        }
        return 0;
    }
};

Fonts::Metrics read_metrics(FT_Face face) {
    const double em = face->units_per_EM;
    Fonts::Metrics metrics{face->ascender / em, -face->descender / em, 0.72, 0.53};
    const auto* os2 = static_cast<const TT_OS2*>(FT_Get_Sfnt_Table(face, FT_SFNT_OS2));
    if (os2 != nullptr && os2->version >= 2 && os2->sCapHeight > 0) {
        metrics.cap_height = os2->sCapHeight / em;
        metrics.x_height = os2->sxHeight / em;
    }
    return metrics;
}

}  // namespace

struct FontFile::Handles {
    Blob blob;
    HbFace hb_face;
    HbFont hb_font;
    double units_per_em = 1000;

    mutable std::mutex mutex;  ///< guards everything below
    FT_Face ft_face = nullptr;
    std::unordered_map<std::uint32_t, std::unique_ptr<Outline>> outlines;

    ~Handles() {
        const std::scoped_lock lock(free_type().mutex);
        if (ft_face != nullptr) FT_Done_Face(ft_face);
    }
};

FontFile::FontFile(std::filesystem::path file, std::string family, Weight weight)
    : m_file(std::move(file)), m_family(std::move(family)), m_weight(weight), m_handles(std::make_unique<Handles>()) {
    m_handles->blob.reset(hb_blob_create_from_file(m_file.c_str()));
    m_handles->hb_face.reset(hb_face_create(m_handles->blob.get(), 0));
    m_handles->hb_font.reset(hb_font_create(m_handles->hb_face.get()));
    const unsigned upem = hb_face_get_upem(m_handles->hb_face.get());
    m_handles->units_per_em = upem;
    hb_font_set_scale(m_handles->hb_font.get(), static_cast<int>(upem), static_cast<int>(upem));
    hb_ot_font_set_funcs(m_handles->hb_font.get());
    hb_font_make_immutable(m_handles->hb_font.get());

    FreeType& ft = free_type();
    const std::scoped_lock lock(ft.mutex);
    if (FT_New_Face(ft.library, m_file.c_str(), 0, &m_handles->ft_face) != 0)
        throw base::Error("The font " + m_file.string() + " cannot be read.", "Install the package fonts-inter again.");
    m_metrics = read_metrics(m_handles->ft_face);
}

FontFile::~FontFile() = default;

const FontFace::Outline& FontFile::outline(std::uint32_t glyph) const {
    const std::scoped_lock lock(m_handles->mutex);
    std::unique_ptr<Outline>& slot = m_handles->outlines[glyph];
    if (slot) return *slot;
    OutlineSink sink{1.0 / m_handles->units_per_em, {}};
    const FT_Face face = m_handles->ft_face;
    if (FT_Load_Glyph(face, glyph, FT_LOAD_NO_SCALE | FT_LOAD_NO_BITMAP) == 0 && face->glyph->format == FT_GLYPH_FORMAT_OUTLINE) {
        const FT_Outline_Funcs funcs{OutlineSink::move_to, OutlineSink::line_to, OutlineSink::conic_to, OutlineSink::cubic_to, 0, 0};
        FT_Outline_Decompose(&face->glyph->outline, &funcs, &sink);
    }
    slot = std::make_unique<Outline>(std::move(sink.out));
    return *slot;
}

FontFace::Bitmap FontFile::rasterise(std::uint32_t glyph, double pixels_per_em, double shift_x_px) const {
    const std::scoped_lock lock(m_handles->mutex);
    const FT_Face face = m_handles->ft_face;
    const auto size = static_cast<FT_F26Dot6>(std::lround(pixels_per_em * 64));
    // Unhinted: advances and shapes are then those of print, so text laid out once fits everywhere.
    if (FT_Set_Char_Size(face, size, size, 72, 72) != 0 || FT_Load_Glyph(face, glyph, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP) != 0)
        return {};
    if (face->glyph->format == FT_GLYPH_FORMAT_OUTLINE)
        FT_Outline_Translate(&face->glyph->outline, static_cast<FT_Pos>(std::lround(shift_x_px * 64)), 0);
    if (FT_Render_Glyph(face->glyph, FT_RENDER_MODE_NORMAL) != 0) return {};
    const FT_Bitmap& source = face->glyph->bitmap;
    Bitmap out{static_cast<int>(source.width), static_cast<int>(source.rows), face->glyph->bitmap_left, face->glyph->bitmap_top, {}};
    out.coverage.reserve(static_cast<std::size_t>(source.width) * source.rows);
    for (unsigned row = 0; row < source.rows; ++row) {
        const unsigned char* line = source.buffer + static_cast<std::ptrdiff_t>(row) * source.pitch;
        out.coverage.insert(out.coverage.end(), line, line + source.width);
    }
    return out;
}

std::vector<Glyph> FontFile::shape(std::string_view text, double& width) const {
    const Buffer buffer(hb_buffer_create());
    hb_buffer_add_utf8(buffer.get(), text.data(), static_cast<int>(text.size()), 0, static_cast<int>(text.size()));
    hb_buffer_set_direction(buffer.get(), HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer.get(), HB_SCRIPT_LATIN);
    static const hb_language_t english = hb_language_from_string("en", 2);
    hb_buffer_set_language(buffer.get(), english);
    hb_shape(m_handles->hb_font.get(), buffer.get(), shaping_features.data(), shaping_features.size());

    unsigned count = 0;
    const hb_glyph_info_t* infos = hb_buffer_get_glyph_infos(buffer.get(), &count);
    const hb_glyph_position_t* positions = hb_buffer_get_glyph_positions(buffer.get(), &count);
    const double scale = 1.0 / m_handles->units_per_em;
    std::vector<Glyph> glyphs(count);
    double x = 0, y = 0;
    for (unsigned i = 0; i < count; ++i) {
        glyphs[i] = {infos[i].codepoint, infos[i].cluster, (x + positions[i].x_offset) * scale, -(y + positions[i].y_offset) * scale};
        x += positions[i].x_advance;
        y += positions[i].y_advance;
    }
    width = x * scale;
    return glyphs;
}

std::string FontFile::subset(const std::vector<std::uint32_t>& glyphs) const {
    const SubsetInput input(hb_subset_input_create_or_fail());
    if (!input) throw base::Error("Out of memory while embedding a font.");
    hb_set_t* keep = hb_subset_input_glyph_set(input.get());
    std::unordered_set<std::uint32_t> wanted;
    for (const std::uint32_t glyph : glyphs) hb_set_add(keep, glyph), wanted.insert(glyph);

    // A browser starts from characters: the plain form of every kept tabular figure has to be there to be replaced.
    for (char c = ' '; c <= '~'; ++c) {
        double width = 0;
        const std::vector<Glyph> shaped = shape(std::string_view(&c, 1), width);
        std::uint32_t plain = 0;
        if (shaped.size() == 1 && wanted.contains(shaped[0].id) &&
            hb_font_get_nominal_glyph(m_handles->hb_font.get(), static_cast<hb_codepoint_t>(c), &plain) != 0)
            hb_set_add(keep, plain);
    }
    hb_set_t* features = hb_subset_input_set(input.get(), HB_SUBSET_SETS_LAYOUT_FEATURE_TAG);
    hb_set_clear(features);
    hb_set_add(features, tabular_figures);
    hb_set_add(features, kerning);
    hb_subset_input_set_flags(input.get(), HB_SUBSET_FLAGS_RETAIN_GIDS);
    const HbFace result(hb_subset_or_fail(m_handles->hb_face.get(), input.get()));
    if (!result) throw base::Error("The font " + m_file.string() + " cannot be embedded.", "Install the package fonts-inter again.");
    const Blob bytes(hb_face_reference_blob(result.get()));
    unsigned length = 0;
    const char* data = hb_blob_get_data(bytes.get(), &length);
    return {data, length};
}

}  // namespace needsmap::scene
