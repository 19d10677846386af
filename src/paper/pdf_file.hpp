// The container of a PDF file (ISO 32000-1, 7.5): numbered objects, compressed streams, cross-reference table, trailer.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace needsmap::paper {

class PdfFile {
public:
    /// A number for an object that is written later, so that others may refer to it.
    [[nodiscard]] int reserve();
    /// Writes object `number` (from reserve()); each once.
    void object(int number, std::string_view body);
    /// A stream of bytes, deflated here. `dictionary` holds entries beside Length and Filter ("/Length1 100").
    void stream(int number, std::string_view dictionary, std::string_view data);
    /// A stream that is deflated already.
    void deflated_stream(int number, std::string_view dictionary, std::string_view deflated);
    /// The whole file. Every reserved number has been written. The file's ID is a hash of its content: the same page, the same bytes.
    [[nodiscard]] std::string finish(int catalog, int info);

private:
    void begin(int number);
    std::string m_out = "%PDF-1.5\n%\xE2\xE3\xCF\xD3\n";  // four bytes above 127 tell transfer programs that this is binary
    std::vector<std::size_t> m_offsets;
};

/// zlib stream of `data`.
[[nodiscard]] std::string deflated(std::string_view data);
/// "3 0 R".
[[nodiscard]] std::string reference(int number);
/// A text string: (escaped) when ASCII, else <FEFF...> in UTF-16.
[[nodiscard]] std::string pdf_text(std::string_view utf8);
/// UTF-16 code units as upper-case hex, surrogate pairs where needed; bytes that are no UTF-8 become "?".
[[nodiscard]] std::string utf16_hex(std::string_view utf8);
/// A name object with what needs escaping escaped: "/workspace-hash".
[[nodiscard]] std::string pdf_name(std::string_view name);

}  // namespace needsmap::paper
