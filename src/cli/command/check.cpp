#include "lmsection/app/check.hpp"
#include "command/registrations.hpp"
#include "command/shared.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lmsection::cli {

namespace {

struct Options {
    std::optional<ProgramYear> year;
    std::optional<std::string> group;
    std::optional<std::string> explain;
    bool faults = false;
    bool exit_code = false;
};

Tone tone_of(Verdict verdict) {
    switch (verdict) {
    case Verdict::ok: return Tone::good;
    case Verdict::short_of:
    case Verdict::over: return Tone::bad;
    case Verdict::not_yet: return Tone::attention;
    }
    return Tone::plain;
}

std::string kinds_of(const Rule& rule) {
    std::string text;
    for (const GroupKind kind : rule.kinds) {
        text += (text.empty() ? "" : ", ") + std::string{spoken(kind)};
    }
    return text.empty() ? "the section as a whole" : text;
}

std::string roles_of(const std::vector<Role>& roles) {
    std::string text;
    for (const Role role : roles) {
        text += (text.empty() ? "" : ", ") + std::string{word(role)};
    }
    return text;
}

int run_explain(const std::string& typed, Context& context) {
    const auto session = context.reading_anything();
    const Rule& rule = app::rule_named(session, typed);
    const auto writer = context.rows(
        {{"rule", "", Shown::as_heading}, {"topic", "What"}, {"text", "Answer"}});
    const auto add = [&](std::string_view topic, std::string_view text) {
        writer->row({rule.id.text(), topic, text});
    };
    add("says", rule.says);
    add("section", "§" + rule.section);
    add("wants", rule.bound());
    add("binds", kinds_of(rule));
    const std::string exception = rule.should_for.empty() ? ""
                                                          : fmt::format(" (for a {}: should)",
                                                                        roles_of(rule.should_for));
    add("strength",
        rule.strength == Strength::must
            ? "must" + exception + ": a violation is refused unless overridden with a reason"
            : "should: a violation is a warning, or refused with --strict");
    add("measure", word(rule.measure));
    writer->end();
    return 0;
}

int run_check(const Options& options, Context& context) {
    if (options.explain) {
        return run_explain(*options.explain, context);
    }
    const auto session = context.reading();
    const auto year = options.year.value_or(ProgramYear::containing(context.today()));
    const auto group = options.group ? std::optional{session.group(*options.group)} : std::nullopt;
    const auto writer = context.rows({{"rule", "Rule"},
                                      {"group_slug", "Slug", Shown::to_scripts},
                                      {"group", "Group"},
                                      {"found", "Found"},
                                      {"wanted", "Wanted"},
                                      {"verdict", "Verdict"},
                                      {"strength", "Strength", Shown::to_scripts},
                                      {"section", "Section"}});
    bool faulty = false;
    app::check(session, year, group, [&](const Checked& row) {
        faulty = faulty || at_fault(row.verdict);
        if (options.faults && !at_fault(row.verdict)) {
            return;
        }
        writer->row({row.rule->id.text(),
                     row.group != nullptr ? Cell{row.group->slug.text()} : Cell{},
                     row.group != nullptr ? Cell{row.group->name} : Cell{}, row.found, row.wanted,
                     Cell{word(row.verdict), tone_of(row.verdict)}, word(*row.strength),
                     row.rule->section});
    });
    writer->end();
    return faulty && options.exit_code ? something_due : 0;
}

}    // namespace

Runner set_up_check(Arguments& arguments) {
    auto options = options_of<Options>();
    arguments.option("--year", options->year, value::program_year(DayUse::viewed),
                     "Program year (default: the current one)");
    arguments.option("--group", options->group, "Only this group").type_name("G");
    arguments.flag("--faults", options->faults, "Only results that are short or over");
    arguments.option("--explain", options->explain, "Explain a rule and cite its section")
        .type_name("RULE");
    arguments.flag("--exit-code", options->exit_code,
                   "Exit with status 1 if something is short or over");
    return [options](Context& context) { return run_check(*options, context); };
}

}    // namespace lmsection::cli
