#include "format/markup.hpp"

#include "lmsection/base/text.hpp"

namespace lmsection::cli {

std::string escaped_markup(std::string_view text) {
    std::string result;
    for (const char c : harmless(text)) {
        switch (c) {
        case '<': result += "&lt;"; break;
        case '>': result += "&gt;"; break;
        case '&': result += "&amp;"; break;
        case '"': result += "&quot;"; break;
        case '\'': result += "&#39;"; break;
        default: result += c;
        }
    }
    return result;
}

}    // namespace lmsection::cli
