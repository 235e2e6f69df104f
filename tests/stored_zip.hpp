#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lmsection::test {

/// A file in an archive: its path and content.
using ZipPart = std::pair<std::string, std::string>;

/// The CRC-32 of a zip archive's files, bit by bit.
inline std::uint32_t crc32_of(std::string_view bytes) {
    std::uint32_t crc = 0xffffffffU;
    for (const char c : bytes) {
        crc ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit) {
            crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xedb88320U : 0U);
        }
    }
    return ~crc;
}

/// Appends numbers of 2 bytes, little end first.
inline void add_words(std::string& bytes, const std::vector<std::uint32_t>& words) {
    for (const std::uint32_t word : words) {
        bytes += static_cast<char>(word & 0xffU);
        bytes += static_cast<char>(word >> 8U & 0xffU);
    }
}

/// What both headers of a file in an archive have: version, flags, method, time, date, checksum,
/// sizes, length of the path, and no extra field.
inline void add_facts(std::string& bytes, const ZipPart& part, std::uint32_t flags) {
    const auto crc = crc32_of(part.second);
    const auto size = static_cast<std::uint32_t>(part.second.size());
    add_words(bytes, {20, flags, 0, 0, 33, crc, crc >> 16U, size, size >> 16U, size, size >> 16U,
                      static_cast<std::uint32_t>(part.first.size()), 0});
}

/// A zip archive of these files, not compressed. `flags` are those of each file; 1 is encrypted.
inline std::string stored_zip(const std::vector<ZipPart>& parts, std::uint32_t flags = 0) {
    std::string bytes;
    std::string directory;
    for (const ZipPart& part : parts) {
        const auto offset = static_cast<std::uint32_t>(bytes.size());
        bytes += "PK\x03\x04";
        add_facts(bytes, part, flags);
        bytes += part.first + part.second;
        directory += "PK\x01\x02";
        add_words(directory, {20});
        add_facts(directory, part, flags);
        add_words(directory, {0, 0, 0, 0, 0, offset, offset >> 16U});
        directory += part.first;
    }
    const auto start = static_cast<std::uint32_t>(bytes.size());
    const auto size = static_cast<std::uint32_t>(directory.size());
    const auto count = static_cast<std::uint32_t>(parts.size());
    bytes += directory + "PK\x05\x06";
    add_words(bytes, {0, 0, count, count, size, size >> 16U, start, start >> 16U, 0});
    return bytes;
}

}    // namespace lmsection::test
