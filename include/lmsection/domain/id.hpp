#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>

namespace lmsection {

/// A record's key; a type for each kind of record, so that one is never taken for another.
template <class Tag>
struct Id {
    std::int64_t value = 0;
    auto operator<=>(const Id&) const = default;
};
/// The id that `text` spells, digits only, as outputs for scripts show it; none where it is no id.
[[nodiscard]] std::optional<std::int64_t> parse_id_number(std::string_view text);
template <class Key>
[[nodiscard]] std::optional<Key> parse_id(std::string_view text) {
    const auto number = parse_id_number(text);
    return number ? std::optional{Key{*number}} : std::nullopt;
}
using PersonId = Id<struct PersonTag>;
using GroupId = Id<struct GroupTag>;
using AppointmentId = Id<struct AppointmentTag>;

}    // namespace lmsection
