#include "help.hpp"

#include "arguments.hpp"
#include "handbook_words.hpp"

#include "lmsection/cli/formats/width.hpp"
#include "lmsection/domain/names.hpp"

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

/// Options as the parser's own help has them, but for lines that fit.
class HelpFormatter : public CLI::Formatter {
public:
    std::string make_option(const CLI::Option* option, bool positional) const override {
        const std::string name = "  " + make_option_name(option, positional);
        return two_columns(positional ? name : name + make_option_opts(option),
                           make_option_desc(option), get_column_width());
    }
    /// Without the list of what an option does not go with, which a refusal tells.
    std::string make_option_opts(const CLI::Option* option) const override {
        const std::string all = CLI::Formatter::make_option_opts(option);
        return all.substr(0, all.find(" Excludes:"));
    }
};

std::string formats_listed(std::span<const Format> formats) {
    std::vector<std::string> words;
    for (const Format format : formats) {
        words.emplace_back(word(format));
    }
    return listed(words, words.size());
}

void add_globals(CLI::App& app, Globals& globals, const Command& command) {
    const auto add = [&](const char* name, std::string& value, const char* type,
                         const std::string& what) {
        auto* option = app.add_option(name, value, what)->type_name(type)->group("Everywhere");
        option->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
        Argument{option}.not_empty();
    };
    add("--db", globals.db, "FILE", "The database");
    add("--today", globals.today, "DATE", "Stands for today");
    add("-f,--format", globals.format, "F", formats_listed(formats_of(command)));
    add("-o,--output", globals.output, "FILE", "Write to a file, whole or not at all");
    add("--color", globals.color, "WHEN", "auto, always or never");
    add("--actor", globals.actor, "NAME", "Who does it, for the history");
    if (command.has_rows) {
        app.add_flag("--excel", globals.excel, "CSV that Excel opens with accents intact")
            ->group("Everywhere");
    }
    app.add_flag("-q,--quiet", globals.quiet, "Say less")->group("Everywhere");
    if (command.writes) {
        app.add_flag("-n,--dry-run", globals.dry_run, "Say what would happen, change nothing")
            ->group("Everywhere");
    }
    app.set_help_flag("-h,--help", "This help")->group("Everywhere");
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

Runner declare(CLI::App& app, const Command& command, Globals& globals) {
    app.formatter(std::make_shared<HelpFormatter>());
    Arguments arguments{app};
    Runner runner = command.set_up(arguments);
    add_globals(app, globals, command);
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

std::string command_help(CLI::App& app, const Command& command,
                         const std::function<const Handbook&()>& handbook) {
    // Before lines are broken, which depends on the words.
    for (CLI::Option* option : app.get_options()) {
        option->description(with_handbook_words(option->get_description(), handbook));
    }
    return app.help() + inner_commands(command) + "\nExamples:\n" +
           fitting_examples(with_handbook_words(command.examples, handbook));
}

}    // namespace lmsection::cli
