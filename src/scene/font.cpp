#include "scene/font.hpp"

#include <array>
#include <cstdlib>
#include <mutex>
#include <unordered_map>

#include "base/error.hpp"
#include "scene/font_face.hpp"

namespace needsmap::scene {

namespace {

constexpr std::size_t weight_count = 5;

/// File stems by weight (regular, medium, semibold, bold, italic), best first; a missing weight takes its neighbour's file.
struct Family {
    const char* name;
    std::array<const char*, weight_count> stems;
};
constexpr std::array<Family, 3> families{{
    {"Inter", {"Inter-Regular", "Inter-Medium", "Inter-SemiBold", "Inter-Bold", "Inter-Italic"}},
    {"Noto Sans", {"NotoSans-Regular", "NotoSans-Medium", "NotoSans-SemiBold", "NotoSans-Bold", "NotoSans-Italic"}},
    {"DejaVu Sans", {"DejaVuSans", "DejaVuSans", "DejaVuSans-Bold", "DejaVuSans-Bold", "DejaVuSans-Oblique"}},
}};
constexpr std::array<std::size_t, weight_count> next_best{0, 0, 3, 0, 0};

std::vector<std::filesystem::path> font_folders() {
    std::vector<std::filesystem::path> out;
    if (const char* chosen = std::getenv("NEEDSMAP_FONTS")) out.emplace_back(chosen);
    if (const char* home = std::getenv("HOME")) {
        out.push_back(std::filesystem::path(home) / ".local/share/fonts");
        out.push_back(std::filesystem::path(home) / ".fonts");
    }
    for (const char* root : {"/usr/share/fonts", "/usr/local/share/fonts"})
        for (const char* below : {"opentype/inter", "truetype/inter", "inter", "rsms-inter-fonts", "truetype/noto", "noto", "google-noto",
                                  "truetype/dejavu", "dejavu", "dejavu-sans-fonts", "TTF", "OTF", ""})
            out.push_back(std::filesystem::path(root) / below);
    return out;
}

std::filesystem::path find_file(const std::vector<std::filesystem::path>& folders, const std::string& stem) {
    std::error_code ignored;
    for (const std::filesystem::path& folder : folders)
        for (const char* ending : {".otf", ".ttf"})
            if (std::filesystem::path file = folder / (stem + ending); std::filesystem::is_regular_file(file, ignored)) return file;
    return {};
}

/// Length in bytes of the UTF-8 character that starts at `lead`.
std::size_t utf8_length(unsigned char lead) { return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4; }

}  // namespace

struct Fonts::Impl {
    const Family* family = nullptr;
    std::array<std::filesystem::path, weight_count> files;

    mutable std::array<std::once_flag, weight_count> opened;
    mutable std::array<std::shared_ptr<const FontFile>, weight_count> faces;

    /// Shaped lines at 1 mm em size: unhinted text scales, so one shaping serves all sizes.
    struct Shaped {
        std::vector<Glyph> glyphs;
        double width = 0;
    };
    static constexpr std::size_t cache_limit = 20'000;
    mutable std::mutex mutex;
    mutable std::unordered_map<std::string, std::shared_ptr<const Shaped>> cache;

    const FontFile& open(Weight weight) const {
        const auto i = static_cast<std::size_t>(weight);
        std::call_once(opened[i], [&] { faces[i] = std::make_shared<FontFile>(files[i], family->name, weight); });
        return *faces[i];
    }

    std::shared_ptr<const Shaped> shaped(std::string_view text, Weight weight) const {
        std::string key(1, static_cast<char>('0' + static_cast<int>(weight)));
        key += text;
        {
            const std::scoped_lock lock(mutex);
            if (const auto it = cache.find(key); it != cache.end()) return it->second;
        }
        auto fresh = std::make_shared<Shaped>();
        fresh->glyphs = open(weight).shape(text, fresh->width);
        const std::scoped_lock lock(mutex);
        if (cache.size() >= cache_limit) cache.clear();
        return cache.emplace(std::move(key), std::move(fresh)).first->second;
    }
};

Fonts::Fonts() {
    const auto folders = font_folders();
    auto impl = std::make_shared<Impl>();
    for (const Family& family : families) {
        if (find_file(folders, family.stems[0]).empty()) continue;
        impl->family = &family;
        for (std::size_t i = 0; i < weight_count; ++i) {
            impl->files[i] = find_file(folders, family.stems[i]);
            if (impl->files[i].empty()) impl->files[i] = find_file(folders, family.stems[next_best[i]]);
            if (impl->files[i].empty()) impl->files[i] = find_file(folders, family.stems[0]);
        }
        break;
    }
    if (impl->family == nullptr)
        throw base::Error(
            "No typeface was found: neither Inter, Noto Sans nor DejaVu Sans.",
            "Install one of the packages fonts-inter, fonts-noto-core, fonts-dejavu-core, or set NEEDSMAP_FONTS to their folder.");
    m_impl = std::move(impl);
}

const Fonts& Fonts::shared() {
    static const Fonts fonts;
    return fonts;
}

std::shared_ptr<const FontFace> Fonts::face(Weight weight) const {
    (void)m_impl->open(weight);
    return m_impl->faces[static_cast<std::size_t>(weight)];
}

GlyphRun Fonts::shape(std::string_view text, Weight weight, double size_mm) const {
    const auto shaped = m_impl->shaped(text, weight);
    GlyphRun run{face(weight), size_mm, std::string(text), shaped->glyphs, shaped->width * size_mm};
    for (Glyph& glyph : run.glyphs) glyph.x_mm *= size_mm, glyph.y_mm *= size_mm;
    return run;
}

double Fonts::width_mm(std::string_view text, Weight weight, double size_mm) const { return m_impl->shaped(text, weight)->width * size_mm; }

std::vector<std::string> Fonts::wrap(std::string_view text, Weight weight, double size_mm, double width_mm) const {
    std::vector<std::string> lines;
    std::string line;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        const std::string_view word = text.substr(at, end - at);
        at = end + 1;
        if (word.empty()) continue;
        const std::string longer = line.empty() ? std::string(word) : line + " " + std::string(word);
        if (!line.empty() && this->width_mm(longer, weight, size_mm) > width_mm) {
            lines.push_back(std::move(line));
            line = word;
        } else {
            line = longer;
        }
    }
    if (!line.empty()) lines.push_back(std::move(line));
    return lines;
}

std::string Fonts::elide(std::string_view text, Weight weight, double size_mm, double width_mm) const {
    if (this->width_mm(text, weight, size_mm) <= width_mm) return std::string(text);
    std::vector<std::size_t> cuts{0};  // where a character ends
    while (cuts.back() < text.size())
        cuts.push_back(std::min(cuts.back() + utf8_length(static_cast<unsigned char>(text[cuts.back()])), text.size()));
    const auto cut_at = [&](std::size_t characters) {
        std::string_view kept = text.substr(0, cuts[characters]);
        while (kept.ends_with(' ')) kept.remove_suffix(1);
        return std::string(kept) + "…";
    };
    std::size_t fits = 0, too_long = cuts.size() - 1;
    while (fits + 1 < too_long) {
        const std::size_t middle = (fits + too_long) / 2;
        (this->width_mm(cut_at(middle), weight, size_mm) <= width_mm ? fits : too_long) = middle;
    }
    return cut_at(fits);
}

Fonts::Metrics Fonts::metrics(Weight weight) const { return m_impl->open(weight).metrics(); }

}  // namespace needsmap::scene
