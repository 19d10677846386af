// Format: PKWARE, APPNOTE.TXT 6.3.10, sections 4.3.7 (local header), 4.3.12 (central directory), 4.3.16 (end of it).
// Archives beyond 4 GB (zip64) are not read.
#include "io/zip_archive.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/error.hpp"
#include "base/files.hpp"
#include "io/gdal_calls.hpp"

namespace needsmap::io {

namespace {

constexpr std::uint32_t local_signature = 0x04034b50, central_signature = 0x02014b50, end_signature = 0x06054b50;
constexpr std::size_t local_size = 30, central_size = 46, end_size = 22;
constexpr std::size_t longest_comment = 0xFFFF;

std::uint32_t number_at(std::string_view bytes, std::size_t at, std::size_t size) {
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < size; ++i) number |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
    return number;
}

base::Error damaged() { return base::Error("The zip archive is damaged or incomplete.", "Download it again."); }

/// The end record stands at the end, before a comment of unknown length.
std::size_t find_end(std::string_view bytes) {
    if (bytes.size() < end_size) throw damaged();
    const std::size_t last = bytes.size() - end_size;
    const std::size_t first = last > longest_comment ? last - longest_comment : 0;
    for (std::size_t at = last + 1; at-- > first;)
        if (number_at(bytes, at, 4) == end_signature) return at;
    throw damaged();
}

}  // namespace

ZipArchive::ZipArchive(const std::filesystem::path& file) : m_bytes(base::read_file(file)) {
    const std::size_t end = find_end(m_bytes);
    const std::uint32_t count = number_at(m_bytes, end + 10, 2);
    std::size_t at = number_at(m_bytes, end + 16, 4);
    for (std::uint32_t i = 0; i < count; ++i) {
        if (at > m_bytes.size() || m_bytes.size() - at < central_size || number_at(m_bytes, at, 4) != central_signature) throw damaged();
        const std::size_t name_length = number_at(m_bytes, at + 28, 2);
        const std::size_t rest = name_length + number_at(m_bytes, at + 30, 2) + number_at(m_bytes, at + 32, 2);
        if (m_bytes.size() - at - central_size < rest) throw damaged();
        Member member;
        member.is_encrypted = (number_at(m_bytes, at + 8, 2) & 1) != 0;
        member.method = static_cast<std::uint16_t>(number_at(m_bytes, at + 10, 2));
        member.crc = number_at(m_bytes, at + 16, 4);
        member.packed_bytes = number_at(m_bytes, at + 20, 4);
        member.bytes = number_at(m_bytes, at + 24, 4);
        member.header_at = number_at(m_bytes, at + 42, 4);
        member.name = m_bytes.substr(at + central_size, name_length);
        if (!member.name.ends_with('/')) m_members.push_back(std::move(member));
        at += central_size + rest;
    }
    std::ranges::sort(m_members, {}, &Member::name);
}

std::string_view ZipArchive::packed(const Member& member) const {
    const std::size_t at = member.header_at;
    if (at > m_bytes.size() || m_bytes.size() - at < local_size || number_at(m_bytes, at, 4) != local_signature) throw damaged();
    const std::size_t begin = at + local_size + number_at(m_bytes, at + 26, 2) + number_at(m_bytes, at + 28, 2);
    if (begin > m_bytes.size() || m_bytes.size() - begin < member.packed_bytes) throw damaged();
    return std::string_view(m_bytes).substr(begin, member.packed_bytes);
}

void ZipArchive::unpack(const Member& member, std::span<char> out) const {
    if (member.is_encrypted) throw base::Error("The zip archive is protected by a password.", "Unpack it and name the unpacked file.");
    const std::string_view data = packed(member);
    if (member.method == 0) {
        if (data.size() != out.size()) throw damaged();
        std::memcpy(out.data(), data.data(), out.size());
        return;
    }
    if (member.method != 8)
        throw base::Error("The zip archive is packed in a way this program does not know.", "Unpack it and name the unpacked file.");
    if (out.empty()) return;
    // GDAL's inflater takes gzip, which is the same stream between a header and the checksum and size (RFC 1952).
    static constexpr std::array<char, 10> gzip_header = {'\x1f', '\x8b', 8, 0, 0, 0, 0, 0, 0, '\xff'};
    std::string gzip;
    gzip.reserve(data.size() + gzip_header.size() + 8);
    gzip.append(gzip_header.data(), gzip_header.size()).append(data);
    for (const std::uint64_t number : {static_cast<std::uint64_t>(member.crc), member.bytes})
        for (int i = 0; i < 4; ++i) gzip += static_cast<char>((number >> (8 * i)) & 0xFF);
    std::size_t size = 0;
    if (CPLZLibInflate(gzip.data(), gzip.size(), out.data(), out.size(), &size) == nullptr || size != out.size()) throw damaged();
}

}  // namespace needsmap::io
