#include "help.hpp"

#include "handbook_word.hpp"
#include "help_topic.hpp"

#include "format/width.hpp"
#include "lmsection/base/name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace lmsection::cli {

namespace {

constexpr std::size_t page = 80;    // columns of help, wherever it is read
constexpr std::size_t more_column = 26;

constexpr std::string_view what_it_is =
    "lmsection keeps the roster and calendar of a volunteer-run section in one file.\n";

/// A heading of the short help, and the commands below it.
struct Task {
    std::string_view heading;
    std::array<std::string_view, 4> paths;    ///< empty ones at the end: none
};
constexpr std::array everyday_tasks{
    Task{"Start", {"init"}},
    Task{"Who serves", {"roster", "appoint", "appoint end"}},
    Task{"What is due", {"checklist", "checklist done", "report-due", "report-due submit"}},
    Task{"Look ahead and share", {"calendar", "check", "page"}},
    Task{"Correct a mistake", {"undo"}},
};

/// The areas, in the order of the help, and their headings.
constexpr std::array areas{
    std::pair{Area::start, "Start"},
    std::pair{Area::who_serves, "Who serves"},
    std::pair{Area::what_is_due, "What is due"},
    std::pair{Area::documents, "Documents"},
    std::pair{Area::database, "The database"},
    std::pair{Area::shell, "The shell"},
};

std::string command_line(const Command& command) {
    constexpr std::size_t column = 26;
    return two_columns(fmt::format("  {}", command.path), command.summary, column);
}

using HandbookSource = std::function<const Handbook&()>;

/// What follows the path in the usage line: required values first, optional ones in brackets.
std::string usage_of(const Arguments& arguments) {
    std::string words;
    std::string options;
    for (const OptionSpec& spec : arguments.specs()) {
        if (spec.is_argument()) {
            const std::string name = spec.name + (spec.takes_many() ? "..." : "");
            words += (spec.required ? name : "[" + name + "]") + " ";
        } else if (spec.required) {
            options += fmt::format("{} {} ", spec.name, spec.placeholder);
        }
    }
    return words + options + "[OPTIONS]\n";
}

std::string usage(const Arguments& arguments, const Command& command) {
    const std::string lines = command.usage.empty() ? usage_of(arguments)
                                                    : std::string{command.usage};
    std::string text = "\nUsage:\n";
    for (std::size_t at = 0; at < lines.size();) {
        const std::size_t end = lines.find('\n', at);
        const std::string_view gap = command.path.empty() ? "" : " ";
        text += fmt::format("  lmsection{}{} {}\n", gap, command.path, lines.substr(at, end - at));
        at = end + 1;
    }
    return text;
}

/// Whether an option is about the output: its form, its place, how much of it.
bool is_about_output(const OptionSpec& spec) {
    constexpr std::array names{"--format", "--output",  "--excel", "--color",     "--quiet",
                               "--public", "--columns", "--wide",  "--exit-code", "--no-pager"};
    return std::find(names.begin(), names.end(), spec.name) != names.end();
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
    add("--db", globals.db, "FILE", "Use this database");
    add("--today", globals.today, "DATE", "Use this date as today");
    add("-f,--format", globals.format, "F", formats_listed(formats_of(command)));
    add("-o,--output", globals.output, "FILE", "Write to this file");
    add("--color", globals.color, "WHEN", "auto, always or never");
    add("--actor", globals.actor, "NAME", "Your name, for the history");
    if (!arguments.tables().empty()) {
        add("--columns", globals.columns, "A,B,C", "Show only these columns, in this order");
        arguments.flag("--wide", globals.wide, "Show all columns, even if they do not fit")
            .every_command();
    }
    if (command.has_rows) {
        arguments.flag("--excel", globals.excel, "Write CSV that Excel opens correctly")
            .every_command();
    }
    arguments.flag("--no-pager", globals.no_pager, "Do not show long output in a pager")
        .every_command();
    arguments.flag("-q,--quiet", globals.quiet, "Print less").every_command();
    if (command.writes) {
        arguments.flag("-n,--dry-run", globals.dry_run, "Show what would happen; change nothing")
            .every_command();
    }
    arguments.help_flag("Show this help").every_command();
}

/// The commands of each area.
std::string command_list() {
    std::string text;
    for (const auto& [area, heading] : areas) {
        text += fmt::format(" {}\n", heading);
        for (const Command& command : all_commands()) {
            text += command.area == area ? command_line(command) : "";
        }
    }
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
    std::string commands;
    for (const Task& task : everyday_tasks) {
        commands += fmt::format("\n{}:\n", task.heading);
        for (const std::string_view path : task.paths) {
            commands += path.empty() ? "" : command_line(*command_at(path));
        }
    }
    std::string topics;
    for (const HelpTopic& topic : help_topics) {
        topics += two_columns(fmt::format("  lmsection help {}", topic.name), topic.summary,
                              more_column);
    }
    return fmt::format(
        "{}\nUsage: lmsection COMMAND [OPTIONS]\n{}\nMore help:\n{}{}{}{}", what_it_is, commands,
        two_columns("  lmsection", home_command.summary, more_column),
        two_columns("  lmsection help COMMAND", "One command, with examples", more_column),
        two_columns("  lmsection help --all", "Every command and option", more_column), topics);
}

std::string whole_program_help() {
    return std::string{what_it_is} +
           fmt::format(
               "\nUsage: lmsection COMMAND [OPTIONS]\n\nCommands:\n{}\n"
               "Everywhere:\n"
               "  --db FILE            Use this database; else $LMSECTION_DB; else\n"
               "                       ~/.local/share/lmsection/section.db\n"
               "  --today DATE         Use this date as today; else $LMSECTION_TODAY; else\n"
               "                       the local date\n"
               "  -f, --format F       table, csv, tsv, json, jsonl, md, html or xlsx;\n"
               "                       the help of a command lists its own formats\n"
               "  -o, --output FILE    Write to this file\n"
               "  --columns A,B,C      Show only these columns, in this order\n"
               "  --wide               Show all columns, even if they do not fit\n"
               "  --excel              Write CSV that Excel opens correctly\n"
               "  --no-pager           Do not show long output in a pager; see\n"
               "                       $LMSECTION_PAGER and $PAGER\n"
               "  -q, --quiet          Print less\n"
               "  --color WHEN         auto, always or never\n"
               "  --actor NAME         Your name, for the history; else $LMSECTION_ACTOR\n"
               "  -n, --dry-run        Show what a command would change; change nothing\n"
               "  -h, --help           Show the help of the program or of a command\n"
               "  --version            Show the version\n\n"
               "{}\nExamples:\n{}",
               command_list(), exit_status_lines(), program_examples);
}

std::string command_help(const Arguments& arguments, const Command& command,
                         const std::function<const Handbook&()>& handbook) {
    const auto section = [&](std::string_view heading,
                             const std::function<bool(const OptionSpec&)>& belongs) {
        return option_section(heading, arguments, handbook, belongs);
    };
    const std::string examples = fitting_examples(with_handbook_words(command.examples, handbook));
    return fmt::format("{}.\n", command.summary) +
           (examples.empty() ? "" : "\nExamples:\n" + examples) + usage(arguments, command) +
           section("Arguments", [](const OptionSpec& spec) { return spec.is_argument(); }) +
           section(command.writes ? "Details" : "What to show",
                   [](const OptionSpec& spec) {
                       return !spec.is_argument() && !spec.every_command && !is_about_output(spec);
                   }) +
           section("Output", is_about_output) +
           section("Everywhere",
                   [](const OptionSpec& spec) {
                       return spec.every_command && !is_about_output(spec);
                   }) +
           inner_commands(command);
}

}    // namespace lmsection::cli
