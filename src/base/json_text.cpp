#include "lmsection/base/json_text.hpp"

#include "lmsection/base/text.hpp"

#include <nlohmann/json.hpp>

namespace lmsection {

namespace {

std::string dumped(std::string_view text, bool ascii) {
    return nlohmann::json(text).dump(-1, ' ', ascii, nlohmann::json::error_handler_t::replace);
}

/// Like `json_text`, for text that may need escaping.
std::string escaped(std::string_view text) {
    if (!is_utf8(text) || (!has_control(text) && !has_bidirectional_control(text))) {
        return dumped(text, !is_utf8(text));
    }
    std::string result = "\"";
    while (!text.empty()) {
        const std::string_view letter = take_character(text);
        const bool steers = has_control(letter) || has_bidirectional_control(letter);
        const std::string quoted = dumped(letter, steers);
        result.append(quoted, 1, quoted.size() - 2);    // without its quotes
    }
    return result + '"';
}

}    // namespace

void append_json_text(std::string& json, std::string_view text) {
    const bool needs_escape = text.find('"') != std::string_view::npos ||
                              text.find('\\') != std::string_view::npos;
    if (is_plain(text) && !needs_escape) {
        json += '"';
        json += text;
        json += '"';
    } else {
        json += escaped(text);
    }
}

std::string json_text(std::string_view text) {
    std::string json;
    append_json_text(json, text);
    return json;
}

}    // namespace lmsection
