#include "lmsection/domain/id.hpp"

#include <fmt/format.h>

#include <cctype>
#include <charconv>
#include <system_error>

namespace lmsection {

std::optional<std::int64_t> parse_id_number(std::string_view text) {
    std::int64_t number = 0;
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    const bool is_id = read.ec == std::errc{} && read.ptr == end && number > 0;
    return is_id ? std::optional{number} : std::nullopt;
}

}    // namespace lmsection
