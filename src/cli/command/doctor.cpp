#include "lmsection/app/doctor.hpp"
#include "command/shared.hpp"

namespace lmsection::cli {

namespace doctor_command {
namespace {

constexpr int damaged = 4;

struct Options {
    bool exit_code = false;
    bool rewrite = false;
};

int status_of(app::Health worst, bool exit_code) {
    switch (worst) {
    case app::Health::fault: return damaged;
    case app::Health::warning: return exit_code ? something_due : 0;
    case app::Health::ok: return 0;
    }
    return damaged;
}

constexpr auto checkup_columns = columns_of<app::Checkup>(
    essential("check", "Check", &app::Checkup::check),
    essential("verdict", "Verdict", &app::Checkup::health),
    essential("found", "Found", &app::Checkup::found),
    essential("remedy", "What to do", absent_if_empty(&app::Checkup::remedy)));

int run_doctor(const Options& options, Context& context) {
    if (options.rewrite) {
        app::rewrite_file(context.circumstances(store::Access::reading));
        say_dry_run(context);
    }
    const auto writer = checkup_columns.writer(context);
    app::Health worst = app::Health::ok;
    app::Circumstances around = context.circumstances(store::Access::reading);
    around.progress = context.progress();
    app::examine(around, [&](const app::Checkup& checkup) {
        worst = std::max(worst, checkup.health);
        writer.row(checkup);
    });
    writer.end();
    return status_of(worst, options.exit_code);
}

void declare_doctor(Arguments& arguments, Options& options) {
    arguments.flag("--exit-code", options.exit_code, "Exit with status 1 if there is a warning");
    arguments.flag("--rewrite", options.rewrite,
                   "First rewrite the file, so that no erased data is left in it");
}

constexpr std::array commands{
    Command{.path = "doctor",
            .area = Area::database,
            .summary = "Check the database for problems",
            .examples = "  lmsection doctor\n"
                        "  lmsection doctor --exit-code --format csv\n"
                        "  lmsection doctor --rewrite\n",
            .writes = true,
            .set_up = set_up<declare_doctor, run_doctor, checkup_columns>},
};

}    // namespace
}    // namespace doctor_command

extern constinit const CommandList doctor_commands{doctor_command::commands};

}    // namespace lmsection::cli
