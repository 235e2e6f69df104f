#include "help.hpp"

#include "handbook_word.hpp"

#include "format/width.hpp"
#include "lmsection/base/name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace lmsection::cli {

namespace {

constexpr std::size_t page = 80;    // columns of help, wherever it is read

/// The heading of the help under which the commands of some first words stand.
struct Area {
    std::string_view heading;
    std::string_view words;    ///< with a blank around each
};
constexpr std::array areas{
    Area{"Start", " init "},
    Area{"Who serves", " appoint roster volunteer person group plan check "},
    Area{"What is due", " checklist report-due meeting event duty program calendar digest "},
    Area{"What is written", " handbook handover page emails "},
    Area{"The database", " log undo redo merge export import backup restore doctor "},
};
constexpr std::string_view other_area = "The program";

std::string_view area_of(const Command& command) {
    const std::string word = fmt::format(" {} ", command.path.substr(0, command.path.find(' ')));
    for (const Area& area : areas) {
        if (area.words.find(word) != std::string_view::npos) {
            return area.heading;
        }
    }
    return other_area;
}

/// `left` and, from a column on, `right` in as many lines as it takes.
std::string two_columns(std::string_view left, std::string_view right, std::size_t column) {
    std::string text{left};
    std::size_t at = width_of(left);
    if (at + 2 > column) {
        text += '\n';
        at = 0;
    }
    for (const std::string& line : wrapped(right, page - column)) {
        text += std::string(column - at, ' ') + line + "\n";
        at = 0;
    }
    return text;
}

std::string command_line(const Command& command) {
    constexpr std::size_t column = 26;
    return two_columns(fmt::format("  {}", command.path), command.summary, column);
}

using HandbookSource = std::function<const Handbook&()>;

std::string usage(const Arguments& arguments, const Command& command) {
    std::string line = fmt::format("Usage: lmsection {} [OPTIONS]", command.path);
    for (const OptionSpec& spec : arguments.specs()) {
        if (spec.is_argument()) {
            const std::string name = spec.name + (spec.takes_many() ? "..." : "");
            line += spec.required ? " " + name : " [" + name + "]";
        }
    }
    return line + "\n";
}

/// `-f,--format F`; what an option cannot be combined with is left to the error message.
std::string option_head(const OptionSpec& spec) {
    if (spec.is_argument()) {
        return spec.name;
    }
    std::string head = spec.short_name.empty() ? spec.name : spec.short_name + "," + spec.name;
    if (!spec.placeholder.empty()) {
        head += " " + spec.placeholder;
    }
    head += spec.takes_many() ? " ..." : "";
    head += spec.required ? " REQUIRED" : "";
    head += spec.needs.empty() ? "" : " Needs:";
    for (const OptionSpec* other : spec.needs) {
        head += " " + other->name;
    }
    return head;
}

/// A section of the help with the options that belong to it; empty where none do.
std::string option_section(std::string_view heading, const Arguments& arguments,
                           const HandbookSource& handbook,
                           const std::function<bool(const OptionSpec&)>& belongs) {
    constexpr std::size_t column = 30;
    std::string lines;
    for (const OptionSpec& spec : arguments.specs()) {
        if (belongs(spec)) {
            lines += two_columns("  " + option_head(spec), with_handbook_words(spec.help, handbook),
                                 column);
        }
    }
    return lines.empty() ? "" : fmt::format("\n{}:\n{}", heading, lines);
}

std::string formats_listed(std::span<const Format> formats) {
    std::vector<std::string> words;
    for (const Format format : formats) {
        words.emplace_back(word(format));
    }
    return listed(words, words.size());
}

void add_globals(Arguments& arguments, Globals& globals, const Command& command) {
    const auto add = [&](const char* names, std::string& value, const char* placeholder,
                         const std::string& help) {
        arguments.option(names, value, help)
            .type_name(placeholder)
            .every_command()
            .last_wins()
            .not_empty();
    };
    add("--db", globals.db, "FILE", "The database");
    add("--today", globals.today, "DATE", "Stands for today");
    add("-f,--format", globals.format, "F", formats_listed(formats_of(command)));
    add("-o,--output", globals.output, "FILE", "Write to a file, whole or not at all");
    add("--color", globals.color, "WHEN", "auto, always or never");
    add("--actor", globals.actor, "NAME", "Who does it, for the history");
    if (!arguments.tables().empty()) {
        add("--columns", globals.columns, "A,B,C", "Only these columns, in this order");
        arguments.flag("--wide", globals.wide, "All columns of a table, even if it does not fit")
            .every_command();
    }
    if (command.has_rows) {
        arguments.flag("--excel", globals.excel, "CSV that Excel opens with accents intact")
            .every_command();
    }
    arguments.flag("-q,--quiet", globals.quiet, "Say less").every_command();
    if (command.writes) {
        arguments.flag("-n,--dry-run", globals.dry_run, "Say what would happen, change nothing")
            .every_command();
    }
    arguments.help_flag("This help").every_command();
}

/// The commands, their areas one after another.
std::string command_list() {
    std::string text;
    const auto list = [&](std::string_view heading) {
        std::string lines;
        for (const Command& command : all_commands()) {
            if (area_of(command) == heading) {
                lines += command_line(command);
            }
        }
        text += lines.empty() ? "" : fmt::format(" {}\n{}", heading, lines);
    };
    for (const Area& area : areas) {
        list(area.heading);
    }
    list(other_area);
    return text;
}

/// The commands that stand below this one, for its help.
std::string inner_commands(const Command& command) {
    std::string text;
    const std::string word{command.path.substr(0, command.path.find(' '))};
    for (const Command& inner : all_commands()) {
        if (inner.path.starts_with(word + " ") && inner.path != command.path) {
            text += command_line(inner);
        }
    }
    return text.empty() ? "" : "\nSee also:\n" + text;
}

/// Examples as a shell takes them: what is too long goes on, before an option, on a line of its
/// own.
std::string fitting_examples(std::string_view examples) {
    const std::string on = " \\\n     ";
    std::string text;
    while (!examples.empty()) {
        const auto end = std::min(examples.find('\n'), examples.size());
        std::string_view line = examples.substr(0, end);
        examples.remove_prefix(std::min(examples.size(), end + 1));
        while (width_of(line) > page) {
            const auto option = line.rfind(" --", page - on.size());
            if (option == std::string_view::npos || option == 0) {
                break;
            }
            text += std::string{line.substr(0, option)} + on;
            line.remove_prefix(option);
        }
        text += std::string{line} + "\n";
    }
    return text;
}

std::string exit_status_lines() {
    std::string text = "Exit status:";
    std::string_view mark = " ";
    for (const auto& [status, meaning] : exit_statuses) {
        text += fmt::format("{}{} {}", mark, status, meaning);
        mark = ", ";
    }
    std::string lines;
    for (const std::string& line : wrapped(text + ".", page)) {
        lines += line + "\n";
    }
    return lines;
}

}    // namespace

const std::string_view program_examples =
    "  lmsection init\n"
    "  lmsection appoint \"Ana Diaz <ana@lib.example>\" middle-managers --role chair\n"
    "  lmsection roster leadership-team\n"
    "  lmsection checklist --month next\n"
    "  lmsection report-due --within 30d\n";

const Command* command_at(std::string_view path) {
    for (const Command& command : all_commands()) {
        if (command.path == path) {
            return &command;
        }
    }
    return nullptr;
}

Runner declare(Arguments& arguments, const Command& command, Globals& globals) {
    Runner runner = command.set_up(arguments);
    add_globals(arguments, globals, command);
    return runner;
}

std::string program_help() {
    return fmt::format(
        "lmsection: the roster and calendar of a volunteer-run section, in one file.\n\n"
        "Usage: lmsection COMMAND [OPTIONS]\n\nCommands:\n{}\n"
        "Everywhere:\n"
        "  --db FILE            The database; else $LMSECTION_DB; else\n"
        "                       ~/.local/share/lmsection/section.db\n"
        "  --today DATE         Stands for today; else $LMSECTION_TODAY; else\n"
        "                       the local date\n"
        "  -f, --format F       table, csv, tsv, json, jsonl, md, html or xlsx;\n"
        "                       a command's help names those of its own\n"
        "  -o, --output FILE    Write to a file, whole or not at all\n"
        "  --columns A,B,C      Only these columns, in this order\n"
        "  --wide               All columns of a table, even if it does not fit\n"
        "  --excel              CSV that Excel opens with accents intact\n"
        "  -q, --quiet          Say less\n"
        "  --color WHEN         auto, always or never\n"
        "  --actor NAME         Who does it, for the history; else $LMSECTION_ACTOR\n"
        "  -n, --dry-run        With what writes: say what would happen, change nothing\n"
        "  -h, --help           Of the program, or of a command\n"
        "  --version            The version\n\n"
        "{}\nExamples:\n{}",
        command_list(), exit_status_lines(), program_examples);
}

std::string command_help(const Arguments& arguments, const Command& command,
                         const std::function<const Handbook&()>& handbook) {
    const std::string own = option_section("Options", arguments, handbook,
                                           [](const OptionSpec& spec) {
                                               return !spec.is_argument() && !spec.every_command;
                                           });
    return fmt::format("{}\n", command.summary) + usage(arguments, command) +
           option_section("Positionals", arguments, handbook,
                          [](const OptionSpec& spec) { return spec.is_argument(); }) +
           own + (own.empty() ? "" : "\n") +
           option_section("Everywhere", arguments, handbook,
                          [](const OptionSpec& spec) { return spec.every_command; }) +
           "\n" + inner_commands(command) + "\nExamples:\n" +
           fitting_examples(with_handbook_words(command.examples, handbook));
}

}    // namespace lmsection::cli
