#pragma once

#include <cstdint>
#include <string_view>

namespace lmsection {

/// A number that differs for different texts, unless someone tries to make them equal (FNV-1a).
/// Texts in a row: pass the fingerprint of those before.
[[nodiscard]] constexpr std::uint64_t fingerprint(std::string_view text,
                                                  std::uint64_t before = 0xcbf29ce484222325U) {
    constexpr std::uint64_t prime = 0x100000001b3U;
    for (const char c : text) {
        before = (before ^ static_cast<unsigned char>(c)) * prime;
    }
    return before;
}

}    // namespace lmsection
