// The commands are in src/cli/command: each file ends with the list of its commands. The order of
// the files is in src/CMakeLists.txt.
#include "lmsection/cli/command.hpp"

#include "command_lists.hpp"

#include <cstddef>

namespace lmsection::cli {

std::span<const std::reference_wrapper<const Command>> all_commands() {
    static const auto commands = [] {
        constexpr std::size_t expected = 128;
        std::vector<std::reference_wrapper<const Command>> all;
        all.reserve(expected);
        for (const CommandList* list : command_lists) {
            all.insert(all.end(), list->begin(), list->end());
        }
        return all;
    }();
    return commands;
}

std::vector<Format> formats_of(const Command& command) {
    std::vector<Format> formats;
    if (command.has_rows) {
        formats.assign(row_formats.begin(), row_formats.end());
    }
    formats.insert(formats.end(), command.formats.begin(), command.formats.end());
    return formats;
}

}    // namespace lmsection::cli
