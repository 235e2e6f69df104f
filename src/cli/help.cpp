#include "help.hpp"

#include "global_option.hpp"
#include "handbook_word.hpp"
#include "help_topic.hpp"

#include "format/width.hpp"
#include "lmsection/base/name.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>
#include <variant>

namespace lmsection::cli {

namespace {

constexpr std::size_t help_width = 80;    // columns of help, wherever it is read
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
    Task{"Look ahead and share", {"calendar", "check", "page", "remind"}},
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
    for (const std::string_view line : split(lines, '\n')) {
        const std::string_view gap = command.path.empty() ? "" : " ";
        text += fmt::format("  lmsection{}{} {}\n", gap, command.path, line);
    }
    return text;
}

/// Whether an option is about the output: its form, its place, how much of it.
bool is_about_output(const OptionSpec& spec) {
    const GlobalOption* option = find_global_option(spec.name);
    return option != nullptr ? option->about_output
                             : spec.name == "--public" || spec.name == "--exit-code";
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

/// The help of a global option in the help of a command.
std::string names_of(std::span<const Format> formats) {
    std::vector<std::string> words;
    for (const Format format : formats) {
        words.emplace_back(word(format));
    }
    return listed(words, words.size());
}

std::string help_of(const GlobalOption& option, const Command& command) {
    return option.value == GlobalOption::Value{&Globals::format} ? names_of(formats_of(command))
                                                                 : std::string{option.help};
}

bool takes(const Command& command, const Arguments& arguments, GlobalOption::Commands commands) {
    switch (commands) {
    case GlobalOption::Commands::all: return true;
    case GlobalOption::Commands::with_tables:
        return !arguments.tables().empty() || &command == &no_command;
    case GlobalOption::Commands::with_rows: return command.has_rows;
    case GlobalOption::Commands::that_write: return command.writes;
    }
    return false;
}

Argument add_global(Arguments& arguments, Globals& globals, const GlobalOption& option,
                    const std::string& help) {
    const std::string names = option.short_name.empty()
                                  ? std::string{option.name}
                                  : fmt::format("{},{}", option.short_name, option.name);
    if (const auto* const text = std::get_if<std::string Globals::*>(&option.value)) {
        return arguments.option(names, globals.**text, help)
            .type_name(option.placeholder)
            .last_wins()
            .not_empty();
    }
    if (const auto* const flag = std::get_if<bool Globals::*>(&option.value)) {
        return arguments.flag(names, globals.**flag, help);
    }
    return arguments.help_flag(help);
}

void add_globals(Arguments& arguments, Globals& globals, const Command& command) {
    for (const GlobalOption& option : global_options) {
        if (takes(command, arguments, option.commands)) {
            const Argument added =
                add_global(arguments, globals, option, help_of(option, command)).every_command();
            if (option.name == "--format") {
                static_cast<void>(added.given(globals.format_given));
            }
        }
    }
}

/// The global options in `help --all`.
std::string global_option_lines() {
    constexpr std::size_t column = 23;
    std::string text;
    for (const GlobalOption& option : global_options) {
        std::string head = option.short_name.empty()
                               ? fmt::format("  {}", option.name)
                               : fmt::format("  {}, {}", option.short_name, option.name);
        head += option.placeholder.empty() ? "" : fmt::format(" {}", option.placeholder);
        std::string help{option.long_help.empty() ? option.help : option.long_help};
        if (const auto at = help.find(formats_mark); at != std::string::npos) {
            help.replace(at, formats_mark.size(), names_of(row_formats));
        }
        for (const std::string_view line : split(help, '\n')) {
            text += fmt::format("{:<{}}{}\n", head, column, line);
            head.clear();
        }
    }
    return text;
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
    for (std::string_view line : split(examples, '\n')) {
        while (width_of(line) > help_width) {
            const auto option = line.rfind(" --", help_width - on.size());
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
    std::vector<std::string> texts;
    for (const auto& [status, meaning] : exit_statuses) {
        texts.push_back(fmt::format("{} {}", status, meaning));
    }
    const std::string text = fmt::format("Exit status: {}.", fmt::join(texts, ", "));
    return fmt::format("{}\n", fmt::join(wrapped(text, help_width), "\n"));
}

}    // namespace

std::string two_columns(std::string_view left, std::string_view right, std::size_t column) {
    std::string text{left};
    std::size_t at = width_of(left);
    if (at + 2 > column) {
        text += '\n';
        at = 0;
    }
    for (const std::string& line : wrapped(right, help_width - column)) {
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

constinit const Command no_command{.path = "",
                                   .area = Area::start,
                                   .summary = "",
                                   .examples = "",
                                   .writes = true,
                                   .set_up = [](Arguments&) { return Runner{}; },
                                   .formats = own_formats};

const Command* command_at(std::string_view path) {
    const auto commands = all_commands();
    const auto found = std::ranges::find(commands, path, &Command::path);
    return found == commands.end() ? nullptr : &found->get();
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
           fmt::format("\nUsage: lmsection COMMAND [OPTIONS]\n\nCommands:\n{}\n"
                       "Everywhere:\n"
                       "{}"
                       "  --version            Show the version\n\n"
                       "{}\nExamples:\n{}",
                       command_list(), global_option_lines(), exit_status_lines(),
                       program_examples);
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
