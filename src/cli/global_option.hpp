#pragma once

#include "lmsection/cli/context.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <variant>

namespace lmsection::cli {

/// In `long_help`: replaced by the names of `row_formats`.
inline constexpr std::string_view formats_mark = "{formats}";

/// An option that any command may take, before or after its name.
struct GlobalOption {
    enum class Commands { all, with_tables, with_rows, that_write };
    using Value = std::variant<std::monostate, std::string Globals::*, bool Globals::*>;

    std::string_view short_name = {};     ///< "-f"; empty: none
    std::string_view name;                ///< "--format"
    std::string_view placeholder = {};    ///< of its value in the help; empty for a flag
    std::string_view help;    ///< of a command; empty for --format: the command's own formats
    /// Lines of `help --all`, if they differ from `help`; `formats_mark` stands for `row_formats`.
    std::string_view long_help = {};
    Commands commands = Commands::all;    ///< which commands take it
    bool about_output = false;            ///< whether the help of a command lists it under "Output"
    Value value = {};                     ///< where the parser stores it; nothing for --help
};

/// The global options, in the order of the help. The parser, help, completion, the manual and the
/// search for the command's name in a command line use this table.
inline constexpr std::array global_options{
    GlobalOption{.name = "--db",
                 .placeholder = "FILE",
                 .help = "Use this database",
                 .long_help = "Use this database; else $LMSECTION_DB; else\n"
                              "~/.local/share/lmsection/section.db",
                 .value = &Globals::db},
    GlobalOption{.name = "--today",
                 .placeholder = "DATE",
                 .help = "Use this date as today",
                 .long_help = "Use this date as today; else $LMSECTION_TODAY; else\n"
                              "the local date",
                 .value = &Globals::today},
    GlobalOption{.short_name = "-f",
                 .name = "--format",
                 .placeholder = "F",
                 .help = {},
                 .long_help = "{formats};\n"
                              "the help of a command lists its own formats",
                 .about_output = true,
                 .value = &Globals::format},
    GlobalOption{.short_name = "-o",
                 .name = "--output",
                 .placeholder = "FILE",
                 .help = "Write to this file",
                 .about_output = true,
                 .value = &Globals::output},
    GlobalOption{.name = "--color",
                 .placeholder = "WHEN",
                 .help = "auto, always or never",
                 .about_output = true,
                 .value = &Globals::color},
    GlobalOption{.name = "--actor",
                 .placeholder = "NAME",
                 .help = "Your name, for the history",
                 .long_help = "Your name, for the history; else $LMSECTION_ACTOR",
                 .value = &Globals::actor},
    GlobalOption{.name = "--columns",
                 .placeholder = "A,B,C",
                 .help = "Show only these columns, in this order",
                 .commands = GlobalOption::Commands::with_tables,
                 .about_output = true,
                 .value = &Globals::columns},
    GlobalOption{.name = "--wide",
                 .help = "Show all columns, even if they do not fit",
                 .commands = GlobalOption::Commands::with_tables,
                 .about_output = true,
                 .value = &Globals::wide},
    GlobalOption{.name = "--excel",
                 .help = "Write CSV that Excel opens correctly",
                 .commands = GlobalOption::Commands::with_rows,
                 .about_output = true,
                 .value = &Globals::excel},
    GlobalOption{.name = "--no-pager",
                 .help = "Do not show long output in a pager",
                 .long_help = "Do not show long output in a pager; see\n"
                              "$LMSECTION_PAGER and $PAGER",
                 .about_output = true,
                 .value = &Globals::no_pager},
    GlobalOption{.short_name = "-q",
                 .name = "--quiet",
                 .help = "Print less",
                 .about_output = true,
                 .value = &Globals::quiet},
    GlobalOption{.short_name = "-n",
                 .name = "--dry-run",
                 .help = "Show what would happen; change nothing",
                 .long_help = "Show what a command would change; change nothing",
                 .commands = GlobalOption::Commands::that_write,
                 .value = &Globals::dry_run},
    GlobalOption{.short_name = "-h",
                 .name = "--help",
                 .help = "Show this help",
                 .long_help = "Show the help of the program or of a command"},
};

/// The global option with that name or short name; null if there is none.
[[nodiscard]] constexpr const GlobalOption* find_global_option(std::string_view name) {
    const auto* const found = std::ranges::find_if(global_options, [&](const GlobalOption& option) {
        return option.name == name || (!option.short_name.empty() && option.short_name == name);
    });
    return found == global_options.end() ? nullptr : found;
}

}    // namespace lmsection::cli
