// A build tool: write_man_pages FOLDER YYYY-MM-DD writes lmsection(1) and a page for each command,
// from the table of commands and their options.
#include "format/width.hpp"
#include "handbook_word.hpp"
#include "help.hpp"
#include "lmsection/app/handbook_toml.hpp"
#include "lmsection/base/date.hpp"
#include "lmsection/base/text.hpp"

#include <date/date.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <set>
#include <string>

namespace lmsection::cli {

namespace {

/// A line that roff prints as it is.
std::string plain_line(std::string_view text) {
    std::string line = text.starts_with('.') || text.starts_with('\'') ? "\\&" : "";
    for (const char c : text) {
        line += c == '\\' ? "\\e" : std::string{c};
    }
    return line;
}

/// Text escaped for roff, each sentence on a new line.
std::string roff(std::string_view text) {
    constexpr std::size_t most = 78;
    std::string result;
    while (!text.empty()) {
        const auto stop = text.find(". ");
        const auto end = stop == std::string_view::npos ? text.size() : stop + 1;
        for (const std::string& line : wrapped(text.substr(0, end), most)) {
            result += (result.empty() ? "" : "\n") + plain_line(line);
        }
        text.remove_prefix(std::min(text.size(), end + 1));
    }
    return result;
}

/// An argument of a macro, quoted if it contains spaces.
std::string argument(std::string_view text) {
    std::string result;
    for (const char c : text) {
        result += c == '"' ? "\\(dq" : c == '\\' ? "\\e" : std::string{c};
    }
    return result.find(' ') == std::string::npos ? result : "\"" + result + "\"";
}

std::string page_name(std::string_view path) {
    std::string name = "lmsection";
    if (!path.empty()) {
        name += fmt::format("-{}", path);
    }
    std::ranges::replace(name, ' ', '-');
    return name;
}

/// The manual uses the terms of the built-in handbook.
std::string with_words(std::string_view text) {
    static const Handbook handbook = app::built_in_handbook();
    return with_handbook_words(text, []() -> const Handbook& { return handbook; });
}

std::string head(std::string_view path, std::string_view summary, Date day) {
    const std::string title = page_name(path);
    return fmt::format(".Dd {}\n.Dt {} 1\n.Os\n.Sh NAME\n.Nm {}\n.Nd {}\n",
                       date::format("%B %e, %Y", date::sys_days{day}), upper_case(title), title,
                       roff(summary));
}

/// `Ar Y`, or `Op Ar Y` if the value is optional.
std::string value_of(const OptionSpec& option) {
    std::string name = option.placeholder;
    if (name.empty()) {
        return "";
    }
    const bool may_be_missing = name.front() == '[';
    if (may_be_missing) {
        name = name.substr(1, name.size() - 2);
    }
    return may_be_missing ? fmt::format(" Oo Ar {} Oc", argument(name))
                          : fmt::format(" Ar {}", argument(name));
}

std::string option_item(const OptionSpec& option) {
    std::string names;
    if (!option.short_name.empty()) {
        names = fmt::format("Fl {} , ", option.short_name.substr(1));
    }
    names += fmt::format("Fl {}", option.name.substr(1));
    const std::string about = roff(with_words(option.help));
    return fmt::format(".It {}{}\n{}{}", names, value_of(option), about, about.empty() ? "" : "\n");
}

std::string list(std::string_view items) {
    return items.empty() ? "" : fmt::format(".Bl -tag -width Ds\n{}.El\n", items);
}

std::string synopsis(const Arguments& arguments, const Command& command) {
    std::string text = fmt::format(".Sh SYNOPSIS\n.Nm lmsection Cm {}\n.Op Ar options\n",
                                   command.path);
    for (const OptionSpec& spec : arguments.specs()) {
        if (spec.is_argument()) {
            text += fmt::format(".{}Ar {}{}\n", spec.required ? "" : "Op ", argument(spec.name),
                                spec.takes_many() ? " ..." : "");
        }
    }
    return text;
}

std::string description(const Arguments& arguments, const Command& command) {
    std::string items;
    for (const OptionSpec& spec : arguments.specs()) {
        if (spec.is_argument()) {
            items += fmt::format(".It Ar {}\n{}\n", argument(spec.name),
                                 roff(with_words(spec.help)));
        }
    }
    std::string text = fmt::format(".Sh DESCRIPTION\n{}.\n", roff(command.summary));
    if (command.writes) {
        text += ".Pp\nChanges are recorded in the history\n.Pq Xr lmsection-log 1 ;\n"
                ".Fl -dry-run\nshows what would happen, without changing anything.\n";
    }
    return text + (items.empty() ? "" : ".Pp\nThe arguments:\n" + list(items));
}

std::string options(const Arguments& arguments) {
    std::string own;
    std::string everywhere;
    for (const OptionSpec& spec : arguments.specs()) {
        if (!spec.is_argument()) {
            (spec.every_command ? everywhere : own) += option_item(spec);
        }
    }
    return ".Sh OPTIONS\n" + list(own) + (own.empty() ? "" : ".Pp\n") +
           "Every command takes these options, before or after its name:\n" + list(everywhere);
}

constexpr std::string_view environment = R"(.Sh ENVIRONMENT
.Bl -tag -width Ds
.It Ev LMSECTION_DB
The database, unless
.Fl -db
is given.
.It Ev LMSECTION_TODAY
The date to use as today, unless
.Fl -today
is given.
.It Ev LMSECTION_ACTOR
The name to record in the history, unless
.Fl -actor
is given; by default the login name.
.It Ev XDG_DATA_HOME
The folder for data files, instead of
.Pa ~/.local/share .
.It Ev NO_COLOR
If set and not empty, output has no color.
.It Ev COLUMNS
The width of tables on a terminal.
.It Ev LMSECTION_PAGER , PAGER
The program, with its options, that shows output longer than the terminal;
by default less.
If empty or
.Cm cat ,
there is none.
.El
.Sh FILES
.Bl -tag -width Ds
.It Pa ~/.local/share/lmsection/section.db
The default database.
.El
)";

std::string exit_status() {
    std::string items;
    for (const auto& [status, meaning] : exit_statuses) {
        items += fmt::format(".It {}\n{}.\n", status, roff(meaning));
    }
    return ".Sh EXIT STATUS\n" + list(items);
}

std::string examples(std::string_view lines) {
    std::string text = ".Sh EXAMPLES\n.Bd -literal\n";
    for (std::string_view line : split(lines, '\n')) {
        line.remove_prefix(std::min(line.size(), line.find_first_not_of(' ')));
        text += plain_line(line) + "\n";
    }
    return text + ".Ed\n";
}

std::string see_also(const std::set<std::string>& pages) {
    return fmt::format(".Sh SEE ALSO\n.Xr {} 1\n", fmt::join(pages, " 1 ,\n.Xr "));
}

std::string_view first_word(std::string_view path) {
    return path.substr(0, path.find(' '));
}

std::string command_page(const Command& command, Date day) {
    Arguments arguments;
    Globals globals;
    declare(arguments, command, globals);
    std::set<std::string> related{page_name("")};
    for (const Command& other : all_commands()) {
        if (first_word(other.path) == first_word(command.path) && other.path != command.path) {
            related.insert(page_name(other.path));
        }
    }
    return head(command.path, command.summary, day) + synopsis(arguments, command) +
           description(arguments, command) + options(arguments) + std::string{environment} +
           exit_status() + examples(with_words(command.examples)) + see_also(related);
}

std::string program_page(Date day) {
    std::string items;
    std::set<std::string> pages;
    for (const Command& command : all_commands()) {
        items += fmt::format(".It Xr {} 1\n{}\n", page_name(command.path), roff(command.summary));
        pages.insert(page_name(command.path));
    }
    Arguments arguments;
    Globals globals;
    declare(arguments, no_command, globals);
    return head("", "the roster and calendar of a volunteer-run section", day) +
           ".Sh SYNOPSIS\n.Nm\n.Nm\n.Ar command\n.Op Ar options\n"
           ".Nm\n.Cm help\n.Op Ar command | topic | Fl -all\n"
           ".Sh DESCRIPTION\n.Nm\nkeeps the roster and calendar of a volunteer-run section\nof a "
           "professional association in one file:\nwho serves, what is due, and what was done.\n"
           "It checks them against the section's handbook.\n"
           "Without a command it shows what needs attention today.\n"
           "The topics of the help are dates, names, files and cron.\nThe commands:\n" +
           list(items) + options(arguments) + std::string{environment} + exit_status() +
           examples(program_examples) + see_also(pages);
}

void write(const std::filesystem::path& folder, std::string_view path, const std::string& text) {
    std::ofstream file{folder / (page_name(path) + ".1"), std::ios::binary};
    file << text;
    file.close();
    if (!file) {
        throw StoreError{fmt::format("{} cannot be written", page_name(path)), "check the folder"};
    }
}

void write_pages(const std::filesystem::path& folder, Date day) {
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    write(folder, "", program_page(day));
    for (const Command& command : all_commands()) {
        write(folder, command.path, command_page(command, day));
    }
}

Date day_of(const std::string& text) {
    const auto day = parse_iso_date(text);
    if (!day) {
        throw UsageError{fmt::format("{} is not a date", in_quotes(text)), "YYYY-MM-DD"};
    }
    return *day;
}

}    // namespace

}    // namespace lmsection::cli

int main(int count, char** words) {
    constexpr int argument_count = 3;
    try {
        if (count != argument_count) {
            throw lmsection::UsageError{"expected a folder and a date", "FOLDER YYYY-MM-DD"};
        }
        lmsection::cli::write_pages(words[1], lmsection::cli::day_of(words[2]));
        return 0;
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
