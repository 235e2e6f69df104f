#include "command/shared.hpp"
#include "lmsection/app/handbook_toml.hpp"
#include "lmsection/base/error.hpp"
#include "typed_line.hpp"

#include <filesystem>
#include <system_error>

namespace lmsection::cli {

namespace init_command {
namespace {

namespace fs = std::filesystem;

struct Options {
    std::string handbook;    ///< a file; empty: the built-in one
    bool yes = false;
};

std::string ask(Context& context, const std::string& question, const std::string& usual) {
    const std::string answer = tidied_text(
        context.answer(fmt::format("{}\n[{}]: ", question, harmless(usual))));
    const std::string key = folded(answer);
    return answer.empty() || key == "y" || key == "yes" || key == "ok" ? usual : answer;
}

/// The answer to whose handbook it is: a file that exists, or `usual`.
std::string ask_for_handbook(Context& context, const std::string& usual) {
    std::string answer;
    std::error_code error;
    do {
        if (!answer.empty()) {
            context.say(fmt::format("There is no file {}.", in_quotes(answer)));
        }
        answer = ask(context,
                     "Whose handbook? Name a TOML file, or press Enter for the built-in one.",
                     usual);
    } while (answer != usual && !fs::exists(answer, error));
    return answer;
}

/// The file that an answer means: a folder gets the usual name added, `~` is the home folder.
fs::path file_meant(const std::string& typed, const fs::path& home) {
    fs::path file = typed.starts_with("~/") ? home / typed.substr(2) : fs::path{typed};
    std::error_code error;
    if (fs::is_directory(file, error)) {
        file /= "section.db";
    }
    const fs::path absolute = fs::absolute(file, error);
    return error ? file : absolute;
}

/// Asks where the database goes, for which handbook, and who makes it. The lines to show once it
/// is made, for an answer that later commands need to know.
std::vector<std::string> ask_questions(Options& options, app::Circumstances& around,
                                       Context& context) {
    std::vector<std::string> advice;
    const std::string usual = around.database.string();
    const std::string place = ask(context, "Where should the database be?", usual);
    if (place != usual) {
        around.database = file_meant(place, context.home());
        around.database_was_named = true;
        advice.push_back(
            fmt::format("  export LMSECTION_DB={}", quoted_for_bash(around.database.string(), 0)));
    }
    const std::string built_in = app::built_in_handbook().section_name;
    const std::string handbook = ask_for_handbook(
        context, options.handbook.empty() ? built_in : options.handbook);
    options.handbook = handbook == built_in ? "" : handbook;
    const std::string name = ask(context, "Your name, for the history?", around.actor);
    if (name != around.actor) {
        around.actor = or_usage(parse_line("actor", name));
        advice.push_back(
            fmt::format("  export LMSECTION_ACTOR={}", quoted_for_bash(around.actor, 0)));
    }
    return advice;
}

void run_init(Options& options, Context& context) {
    app::Circumstances around = context.circumstances(store::Access::writing);
    std::error_code error;
    const bool may_ask = context.can_ask() && !options.yes && !context.dry_run() &&
                         !around.database.empty() && !fs::exists(around.database, error);
    const auto advice = may_ask ? ask_questions(options, around, context)
                                : std::vector<std::string>{};
    const std::string text = options.handbook.empty() ? std::string{app::built_in_handbook_text()}
                                                      : context.read_file(options.handbook);
    create_default_folder(around);
    app::create_section(around, text,
                        options.handbook.empty() ? "handbook.toml" : options.handbook);
    if (context.dry_run()) {
        say_dry_run(context);
        return;
    }
    const auto session = app::Session::for_reading(around);
    context.say(fmt::format("Created {} for the {}: {} groups, {} checklist items.",
                            around.database.string(), session.handbook().section_name,
                            session.groups().size(), session.handbook().checklist.size()));
    if (!advice.empty()) {
        context.say("To use your answers from now on, add to your shell's profile (~/.profile):");
    }
    context.say(advice);
    context.next_step("lmsection appoint --from ROSTER.xlsx, or lmsection appoint "
                      "\"Full Name <name@lib.example>\" GROUP");
}

void declare_init(Arguments& arguments, Options& options) {
    arguments.option("--handbook FILE", options.handbook, "Another section's handbook, in TOML")
        .not_empty();
    arguments.flag("--yes", options.yes, "Ask no questions on a terminal; use the defaults");
}

constexpr std::array commands{
    Command{.path = "init",
            .area = Area::start,
            .summary = "Create the database of a section",
            .examples = "  lmsection init\n"
                        "  lmsection --db maps.db init --handbook maps-and-globes.toml\n"
                        "  lmsection init --yes\n",
            .writes = true,
            .set_up = set_up<declare_init, run_init>},
};

}    // namespace
}    // namespace init_command

extern constinit const CommandList init_commands{init_command::commands};

}    // namespace lmsection::cli
