#pragma once

#include "lmsection/base/text.hpp"

#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>

namespace lmsection {

/// A record's key. Each kind of record has its own type, so that keys cannot be confused.
template <class Tag>
struct Id {
    std::int64_t value = 0;
    auto operator<=>(const Id&) const = default;
};
/// Parses an id in digits, as shown in output for scripts; nothing if it is not an id.
[[nodiscard]] inline std::optional<std::int64_t> parse_id_number(std::string_view text) {
    const auto number = parse_number<std::int64_t>(text);
    return number && *number > 0 ? number : std::nullopt;
}
template <class Key>
[[nodiscard]] std::optional<Key> parse_id(std::string_view text) {
    const auto number = parse_id_number(text);
    return number ? std::optional{Key{*number}} : std::nullopt;
}
using PersonId = Id<struct PersonTag>;
using GroupId = Id<struct GroupTag>;
using AppointmentId = Id<struct AppointmentTag>;
using LeaveId = Id<struct LeaveTag>;

}    // namespace lmsection
