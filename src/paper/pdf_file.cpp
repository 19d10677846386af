#include "paper/pdf_file.hpp"

#include <zlib.h>

#include <cstdint>
#include <cstdio>

#include "base/error.hpp"
#include "base/files.hpp"
#include "paper/metadata_text.hpp"

namespace needsmap::paper {

namespace {

void append_hex(std::string& out, unsigned value, int digits) {
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) out += "0123456789ABCDEF"[value >> shift & 15];
}

/// Exactly `digits` digits with leading zeros, as the cross-reference table wants them.
std::string padded(std::size_t value, int digits) {
    std::string text = std::to_string(value);
    return std::string(text.size() < static_cast<std::size_t>(digits) ? static_cast<std::size_t>(digits) - text.size() : 0, '0') + text;
}

}  // namespace

int PdfFile::reserve() {
    m_offsets.push_back(0);
    return static_cast<int>(m_offsets.size());
}

void PdfFile::begin(int number) {
    m_offsets[static_cast<std::size_t>(number) - 1] = m_out.size();
    m_out += std::to_string(number) + " 0 obj\n";
}

void PdfFile::object(int number, std::string_view body) {
    begin(number);
    m_out.append(body).append("\nendobj\n");
}

void PdfFile::stream(int number, std::string_view dictionary, std::string_view data) {
    deflated_stream(number, dictionary, deflated(data));
}

void PdfFile::deflated_stream(int number, std::string_view dictionary, std::string_view data) {
    begin(number);
    m_out.append("<< ")
        .append(dictionary)
        .append(" /Filter /FlateDecode /Length ")
        .append(std::to_string(data.size()))
        .append(" >>\nstream\n");
    m_out.append(data).append("\nendstream\nendobj\n");
}

std::string PdfFile::finish(int catalog, int info) {
    const std::string id = base::hex64(base::content_hash(m_out)) + base::hex64(base::content_hash(m_out, 1));
    const std::size_t table = m_out.size();
    m_out += "xref\n0 " + std::to_string(m_offsets.size() + 1) + "\n0000000000 65535 f \n";
    for (const std::size_t offset : m_offsets) m_out += padded(offset, 10) + " 00000 n \n";
    m_out += "trailer\n<< /Size " + std::to_string(m_offsets.size() + 1) + " /Root " + reference(catalog) + " /Info " + reference(info) +
             " /ID [<" + id + "> <" + id + ">] >>\nstartxref\n" + std::to_string(table) + "\n%%EOF\n";
    return std::move(m_out);
}

std::string deflated(std::string_view data) {
    uLongf length = compressBound(static_cast<uLong>(data.size()));
    std::string out(length, '\0');
    // Digits hold few repeats worth a long search: level 4 is within a tenth of the smallest size at a quarter of the time.
    if (compress2(reinterpret_cast<Bytef*>(out.data()), &length, reinterpret_cast<const Bytef*>(data.data()),
                  static_cast<uLong>(data.size()), 4) != Z_OK)
        throw base::Error("Out of memory while writing a PDF file.");
    out.resize(length);
    return out;
}

std::string reference(int number) { return std::to_string(number) + " 0 R"; }

std::string utf16_hex(std::string_view utf8) {
    const std::string text = valid_utf8(utf8);
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        unsigned code = length == 1 ? lead : lead & (0xFFU >> (length + 1));
        for (std::size_t j = 1; j < length && i + j < text.size(); ++j) code = code << 6 | (static_cast<unsigned char>(text[i + j]) & 0x3F);
        i += length;
        if (code >= 0x10000) {
            append_hex(out, 0xD800 + ((code - 0x10000) >> 10), 4);
            append_hex(out, 0xDC00 + ((code - 0x10000) & 0x3FF), 4);
        } else {
            append_hex(out, code, 4);
        }
    }
    return out;
}

std::string pdf_text(std::string_view utf8) {
    const std::string text = valid_utf8(utf8);
    std::string out = "(";
    for (const char c : text) {
        if (static_cast<unsigned char>(c) >= 0x80) return "<FEFF" + utf16_hex(text) + ">";
        if (c == '(' || c == ')' || c == '\\') out += '\\';
        out += c;
    }
    return out + ")";
}

std::string pdf_name(std::string_view name) {
    std::string out = "/";
    for (const char c : name) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
        if (plain) {
            out += c;
        } else {
            out += '#';
            append_hex(out, static_cast<unsigned char>(c), 2);
        }
    }
    return out;
}

}  // namespace needsmap::paper
