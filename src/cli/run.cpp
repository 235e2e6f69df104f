#include "lmsection/cli/run.hpp"

#include "command_choice.hpp"
#include "help.hpp"
#include "help_topic.hpp"
#include "lmsection/app/handbook_toml.hpp"
#include "lmsection/app/session.hpp"
#include "lmsection/base/name.hpp"
#include "lmsection/base/slug.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/cli/format/format.hpp"
#include "lmsection/domain/group.hpp"
#include "lmsection/domain/typed_date.hpp"
#include "pager.hpp"
#include "parser.hpp"
#include "typed_line.hpp"
#include "version.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <new>
#include <optional>
#include <span>
#include <system_error>

namespace lmsection::cli {

namespace {

constexpr int done = 0;
constexpr int usage_status = 2;
constexpr int refused_status = 3;
constexpr int store_status = 4;

UsageError no_such_option(const Arguments& arguments, const std::string& option,
                          const std::string& help) {
    const std::string name = option_name(option);
    const std::string word = name.substr(std::min(name.size(), name.find_first_not_of('-')));
    const std::string problem = fmt::format("there is no option {}", in_quotes(name));
    if (std::ranges::any_of(row_formats,
                            [&](Format format) { return cli::word(format) == word; })) {
        return {problem, fmt::format("did you mean --format {}?", word)};
    }
    std::vector<std::string> longer;    // cut off, as in `--end` for `--ending`
    for (const OptionSpec& known : arguments.specs()) {
        if (!word.empty() && known.name.starts_with("--" + word)) {
            longer.push_back(known.name);
        }
    }
    if (!longer.empty()) {
        return {problem, fmt::format("did you mean {}?", listed(longer))};
    }
    Nearest nearest{name.substr(name.find_first_not_of('-'))};
    for (const OptionSpec& known : arguments.specs()) {
        if (!known.is_argument()) {
            nearest.offer(known.name, known.name.substr(2));
        }
    }
    return {problem, nearest.question(help)};
}

/// A suggestion if the words look like the value of an option that was left out, such as `--month`
/// before `nov`.
std::optional<std::string> option_for(const Arguments& arguments,
                                      const std::vector<std::string>& words) {
    const std::string word = fmt::format("{}", fmt::join(words, " "));
    const auto question = [](const std::string& option) {
        return fmt::format("did you mean {}?", option);
    };
    const auto has = [&](const std::string& option) { return arguments.find(option) != nullptr; };
    if (has("--" + word)) {
        return question("--" + word);
    }
    constexpr Date any_day = date::year{2026} / 1 / 1;
    if (has("--month") && parse_typed_month(word, any_day).ok()) {
        return question(fmt::format("--month {}", words.size() == 1 ? word : in_quotes(word)));
    }
    if (has("--role") && find_role(built_in_roles(), word).ok()) {
        return question(fmt::format("--role {}", words.size() == 1 ? word : in_quotes(word)));
    }
    for (const char* group : {"--group", "--for"}) {
        if (has(group) && Slug::of_name(word).ok()) {
            return fmt::format("to name a group, write {} {}", group,
                               words.size() == 1 ? word : in_quotes(word));
        }
    }
    return std::nullopt;
}

/// The error for words that no argument and no option of the command takes.
UsageError unexpected_words(const Arguments& arguments, const std::vector<std::string>& words,
                            const std::string& path, const std::string& help) {
    const auto option = std::ranges::find_if(words, is_option);
    if (option != words.end()) {
        return no_such_option(arguments, *option, help);
    }
    const auto meant = option_for(arguments, words);
    if (begins_commands(path) &&
        std::ranges::none_of(arguments.specs(), &OptionSpec::is_argument)) {
        return no_such_command(path, words.front(), meant);
    }
    const std::string all = in_quotes(fmt::format("{}", fmt::join(words, " ")));
    return {fmt::format("unexpected {} {}", words.size() == 1 ? "argument" : "arguments", all),
            (meant ? *meant + (meant->ends_with('?') ? " Or " : ", or ") : "") +
                "put names with spaces in quotes; " + help};
}

/// The command line as it could be typed again, for the history.
std::string quoted_command(const std::vector<std::string>& arguments) {
    std::string line = "lmsection";
    for (const std::string& argument : arguments) {
        const bool plain = !argument.empty() &&
                           argument.find_first_of(" \t\n'\"\\$`*?<>|&;()") == std::string::npos;
        line += " " + (plain ? argument : in_single_quotes(argument));
    }
    return line;
}

/// If `--output` names a folder, a command that writes a document uses its usual file name there.
void name_file_in_folder(const Command& command, Globals& globals) {
    std::error_code error;
    if (!command.document.empty() && std::filesystem::is_directory(globals.output, error)) {
        globals.output = (std::filesystem::path{globals.output} / command.document).string();
    }
}

/// Whether `--output` names a folder: for one file for each letter, or because of a flag of the
/// command that was given.
bool writes_into_folder(const Command& command, const Arguments& arguments,
                        const Globals& globals) {
    if (globals.format == word(Format::eml)) {
        return true;
    }
    if (command.folder_flag.empty()) {
        return false;
    }
    return *std::get<bool*>(arguments.find(command.folder_flag)->target);
}

/// Runs a command and flushes its output.
int run_and_finish(const Command& command, const Arguments& arguments, const Runner& runner,
                   Context& context, Sink& out) {
    try {
        context.name_page(command.path);
        arguments.read_values(context);
        context.check_columns(arguments.tables());
        const int status = runner(context);
        out.finish();
        context.say_left_out();
        return status;
    } catch (const StoreError& error) {
        if (!context.has_changed()) {
            throw;
        }
        // Otherwise a script would run the command again.
        throw StoreError{error.faults().front().what + ", but the change was made",
                         "see 'lmsection log'; do not run the command again"};
    }
}

/// The handbook whose terms the help uses: the section's, or the built-in one if there is no
/// section or its file cannot be read.
Handbook handbook_for_help(const Environment& environment, const Globals& globals) {
    try {
        app::Circumstances around;
        around.database = database_path(environment, globals);
        around.dry_run = true;
        return app::Session::for_reading_anything(std::move(around)).handbook();
    } catch (const Error&) {
        return app::built_in_handbook();
    }
}

/// Turns `--note=` into `--note ""`; the parser would use the next word as the value. Only commands
/// that write have options where an empty value means something.
void split_empty_values(const Command& command, std::vector<std::string>& arguments) {
    for (std::size_t i = 0; i < arguments.size() && arguments[i] != "--"; ++i) {
        std::string& word = arguments[i];
        if (word.size() <= 3 || !word.starts_with("--") || word.find('=') != word.size() - 1) {
            continue;
        }
        word.pop_back();
        if (!command.writes) {
            throw UsageError{fmt::format("{} needs a value", word),
                             fmt::format("run 'lmsection {} --help'", command.path)};
        }
        arguments.insert(arguments.begin() + static_cast<std::ptrdiff_t>(i) + 1, "");
    }
}

/// Takes the format from the ending of the output file: `roster.xlsx` becomes a workbook.
void choose_format_by_ending(Globals& globals, std::span<const Format> formats) {
    const std::string ending = std::filesystem::path{globals.output}.extension().string();
    const auto format = parse_format(ending.empty() ? ending : ending.substr(1), formats);
    if (format.ok()) {
        globals.format = word(format.value());
    }
}

int run_command(const Command& command, std::vector<std::string> rest, const std::string& typed,
                const Environment& environment, Sink& out, Sink& err) {
    const auto formats = formats_of(command);
    Globals globals;
    globals.format = word(formats.front());
    Arguments arguments;
    const Runner runner = declare(arguments, command, globals);
    split_empty_values(command, rest);
    const std::string help = command.path.empty()
                                 ? std::string{see_help}
                                 : fmt::format("run 'lmsection {} --help'", command.path);
    const Parsed parsed = parse(arguments, std::move(rest), help);
    if (parsed.asks_help) {
        std::optional<Handbook> handbook;
        out.write(command_help(arguments, command, [&]() -> const Handbook& {
            return handbook ? *handbook : handbook.emplace(handbook_for_help(environment, globals));
        }));
        return done;
    }
    if (!parsed.surplus.empty()) {
        throw unexpected_words(arguments, parsed.surplus, std::string{command.path}, help);
    }
    name_file_in_folder(command, globals);
    if (!globals.format_given) {
        choose_format_by_ending(globals, formats);
    }
    if (!globals.to_file() || writes_into_folder(command, arguments, globals)) {
        Context context{environment, globals, formats, typed, out, err};
        return run_and_finish(command, arguments, runner, context, out);
    }
    refuse_output_onto_database(globals, database_path(environment, globals), "the database");
    FileSink file{globals.output};
    Context context{environment, globals, formats, typed, file, err};
    const int status = run_and_finish(command, arguments, runner, context, file);
    context.did(fmt::format("Wrote {}.", globals.output));
    return status;
}

/// `lmsection` with options only: its version, its help, or what needs attention.
int run_program(const std::vector<std::string>& arguments, const std::string& typed,
                const Environment& environment, Sink& out, Sink& err) {
    const auto has = [&](std::string_view word) {
        return std::ranges::find(arguments, word) != arguments.end();
    };
    if (has("--version")) {
        out.write(fmt::format("lmsection {}\n", version));
        return done;
    }
    if (has("--help") || has("-h")) {
        out.write(has("--all") ? whole_program_help() : program_help());
        return done;
    }
    const auto unknown = std::ranges::find_if(arguments, [](const auto& argument) {
        return is_option(argument) && !is_global_option(argument);
    });
    if (unknown != arguments.end()) {
        throw UsageError{fmt::format("there is no option {}", in_quotes(option_name(*unknown))),
                         std::string{see_help}};
    }
    return run_command(home_command, arguments, typed, environment, out, err);
}

int dispatch(const std::vector<std::string>& arguments, const Environment& environment, Sink& out,
             Sink& err) {
    std::vector<std::string> words = arguments;
    const std::size_t first = index_of_first_word(words);
    if (first < words.size() && words[first] == "help") {    // `help roster` is `roster --help`
        words.erase(words.begin() + static_cast<std::ptrdiff_t>(first));
        const HelpTopic* topic = first < words.size() ? topic_named(words[first]) : nullptr;
        if (topic != nullptr) {
            out.write(topic->text);
            return done;
        }
        words.emplace_back("--help");
    }
    Chosen chosen = choose(std::move(words));
    if (chosen.command == nullptr) {
        return run_program(chosen.rest, quoted_command(arguments), environment, out, err);
    }
    return run_command(*chosen.command, std::move(chosen.rest), quoted_command(arguments),
                       environment, out, err);
}

/// Prints the error; returns the exit status.
int report(const Error& error, int status, Sink& err) {
    for (const Fault& fault : error.faults()) {
        err.write(fmt::format("lmsection: {}\n", harmless(fault.text())));
    }
    return status;
}

int guarded(const std::vector<std::string>& arguments, const Environment& environment, Sink& out,
            Sink& err) {
    try {
        const int status = dispatch(arguments, environment, out, err);
        out.finish();
        return status;
    } catch (const UsageError& error) {
        return report(error, usage_status, err);
    } catch (const RefusedError& error) {
        return report(error, refused_status, err);
    } catch (const StoreError& error) {
        return report(error, store_status, err);
    } catch (const OutputClosed&) {
        return done;
    } catch (const std::bad_alloc&) {
        return report(StoreError{"out of memory", "try with less input"}, store_status, err);
    } catch (const std::exception& error) {
        return report(StoreError{fmt::format("internal error: {}", error.what()),
                                 "please report it with the command that you typed"},
                      store_status, err);
    }
}

/// Runs the command with a pager, if there is one. `--no-pager` also turns it off for help, which
/// reads no other options.
int run_with_pager(const std::vector<std::string>& arguments, const Environment& environment,
                   Sink& out, Sink& err) {
    auto command = pager_command(environment);
    if (command.empty() || std::ranges::find(arguments, "--no-pager") != arguments.end()) {
        return guarded(arguments, environment, out, err);
    }
    Pager pager{std::move(command), environment, out, err};
    return guarded(arguments, environment, pager, err);
}

}    // namespace

int run(const std::vector<std::string>& arguments, const Environment& environment, Sink& out,
        Sink& err) {
    MessageSink messages{err};
    const int status = run_with_pager(arguments, environment, out, messages);
    messages.finish();
    return status;
}

}    // namespace lmsection::cli
