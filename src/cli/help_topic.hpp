#pragma once

#include <array>
#include <string_view>

namespace lmsection::cli {

/// A page of help that is about no single command: `lmsection help dates`.
struct HelpTopic {
    std::string_view name;
    std::string_view summary;    ///< a line of the help
    std::string_view text;       ///< the page: at most 40 lines of at most 80 columns
};
extern const std::array<HelpTopic, 4> help_topics;

/// The topic of that name; null where there is none.
[[nodiscard]] const HelpTopic* topic_named(std::string_view name);

}    // namespace lmsection::cli
