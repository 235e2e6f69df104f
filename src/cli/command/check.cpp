#include "lmsection/app/check.hpp"
#include "command/check_sentence.hpp"
#include "command/shared.hpp"
#include "prose.hpp"

#include <iterator>

namespace lmsection::cli {

namespace check_command {
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

/// "a committee, an interest group".
template <class Things, class Text>
std::string joined(const Things& things, Text text) {
    std::vector<std::string_view> texts;
    std::ranges::transform(things, std::back_inserter(texts), text);
    return fmt::format("{}", fmt::join(texts, ", "));
}

/// An answer about a rule. The texts are someone else's.
struct AnswerRow {
    std::string_view rule;
    std::string_view topic;
    std::string_view text;
};

constexpr auto answer_columns = columns_of<AnswerRow>(
    title_above("rule", "", &AnswerRow::rule), essential("topic", "What", &AnswerRow::topic),
    essential("text", "Answer", &AnswerRow::text));

void run_explain(const std::string& typed, Context& context) {
    const auto session = context.reading_anything();
    const Rule& rule = app::rule_named(session, typed);
    const auto writer = answer_columns.writer(context);
    const auto add = [&](std::string_view topic, std::string_view text) {
        writer.row({rule.id.text(), topic, text});
    };
    add("says", rule.says);
    add("section", "§" + rule.section);
    add("wants", rule.bound());
    const std::string kinds = joined(rule.kinds, [](GroupKind kind) { return display_text(kind); });
    add("binds", kinds.empty() ? "the section as a whole" : kinds);
    const std::string roles = joined(rule.should_for, [](Role role) { return word(role); });
    const std::string exception = roles.empty() ? "" : fmt::format(" (for a {}: should)", roles);
    add("strength",
        rule.strength == Strength::must
            ? "must" + exception + ": a violation is refused unless overridden with a reason"
            : "should: a violation is a warning, or refused with --strict");
    add("measure", rule.measure.word());
    writer.end();
}

constexpr auto check_columns = columns_of<RuleResult>(
    essential("rule", "Rule",
              [](const RuleResult& checked) { return Cell{checked.rule->id.text()}; }),
    for_scripts("group_slug", "Slug",
                [](const RuleResult& checked) { return slug_cell(checked.group); }),
    essential("group", "Group", [](const RuleResult& checked) { return name_cell(checked.group); }),
    essential("found", "Found", &RuleResult::found),
    useful("wanted", "Wanted", &RuleResult::wanted),
    essential("verdict", "Verdict",
              [](const RuleResult& checked) { return state_cell(checked.verdict, tone_of); }),
    for_scripts("strength", "Strength",
                [](const RuleResult& checked) { return *checked.strength; }),
    extra("section", "Section",
          [](const RuleResult& checked) { return Cell{checked.rule->section}; }));

/// The result in sentences: what is broken and how to fix it, then what is still to
/// do, then how many checks are met.
class CheckReport {
public:
    CheckReport(Context& context, const Handbook& handbook, ProgramYear year)
        : prose_(context), handbook_(handbook), year_(year) {}

    void add(const RuleResult& result) {
        if (at_fault(result.verdict)) {
            broken_.push_back(result);
        } else if (result.verdict == Verdict::not_yet) {
            open_.push_back(result);
        } else {
            ++met_;
        }
    }

    void write_broken() {
        if (broken_.empty()) {
            return;
        }
        prose_.heading(fmt::format("Rules not met in {}: {}", year_.label(), broken_.size()));
        for (const RuleResult& result : broken_) {
            prose_.paragraph(sentence_on(result, handbook_, year_));
            if (const std::string remedy = remedy_of(result, year_); !remedy.empty()) {
                prose_.paragraph("To fix it: " + remedy, 4);
            }
        }
    }

    /// Where there is time left, each rule once, with how far each group is.
    void write_open() {
        if (open_.empty()) {
            return;
        }
        prose_.heading(fmt::format("Still to do until {}", written(year_.last_day())));
        for (auto at = open_.begin(); at != open_.end();) {
            const auto next = std::find_if(at, open_.end(), [&](const RuleResult& other) {
                return other.rule != at->rule;
            });
            std::vector<std::string> so_far;
            std::transform(at, next, std::back_inserter(so_far), [](const RuleResult& result) {
                return (result.group == nullptr ? "" : result.group->name + " ") + result.found;
            });
            prose_.paragraph(
                fmt::format("{} So far: {}.", says(*at->rule), fmt::join(so_far, ", ")));
            at = next;
        }
    }

    void write_met() {
        const std::string all = broken_.empty() && open_.empty() ? "All " : "";
        prose_.heading(fmt::format("{}{} met", all, counted(met_, "rule is", "rules are")));
        prose_.paragraph("To see every rule: lmsection check --wide");
        prose_.paragraph("To read about one: lmsection check --explain RULE");
    }

private:
    Prose prose_;
    const Handbook& handbook_;
    ProgramYear year_;
    std::vector<RuleResult> broken_;
    std::vector<RuleResult> open_;
    std::size_t met_ = 0;
};

/// Checks; returns whether a rule is broken.
bool report_check(const Options& options, Context& context, const app::Session& session,
                  ProgramYear year, const std::optional<Group>& group) {
    CheckReport report{context, session.handbook(), year};
    bool faulty = false;
    app::check(session, year, group, [&](const RuleResult& result) {
        faulty = faulty || at_fault(result.verdict);
        report.add(result);
    });
    report.write_broken();
    if (!options.faults) {
        report.write_open();
        report.write_met();
    } else if (!faulty) {
        context.explain_empty("Everything is as the handbook says.");
    }
    return faulty;
}

int run_check(const Options& options, Context& context) {
    if (options.explain) {
        run_explain(*options.explain, context);
        return 0;
    }
    const auto session = context.reading();
    const auto year = options.year.value_or(ProgramYear::containing(context.today()));
    const auto group = group_asked(session, options.group);
    if (context.in_sentences()) {
        const bool faulty = report_check(options, context, session, year, group);
        return faulty && options.exit_code ? something_due : 0;
    }
    if (options.year) {
        context.date_page(fmt::format("Program year {}", year.label()));
    }
    const auto writer = check_columns.writer(context);
    bool faulty = false;
    app::check(session, year, group, [&](const RuleResult& row) {
        faulty = faulty || at_fault(row.verdict);
        if (options.faults && !at_fault(row.verdict)) {
            return;
        }
        writer.row(row);
    });
    writer.end();
    return faulty && options.exit_code ? something_due : 0;
}

void declare_check(Arguments& arguments, Options& options) {
    add_shown_year(arguments, options.year);
    arguments.option("--group G", options.group, "Only this group");
    arguments.flag("--faults", options.faults, "Only results that are short or over");
    arguments.option("--explain RULE", options.explain, "Explain a rule and cite its section");
    arguments.flag("--exit-code", options.exit_code,
                   "Exit with status 1 if something is short or over");
}

constexpr std::array commands{
    Command{.path = "check",
            .area = Area::who_serves,
            .summary = "Check the section against the rules of the handbook",
            .examples = "  lmsection check --faults\n"
                        "  lmsection check --group middle-managers --exit-code\n"
                        "  lmsection check --explain committee-most\n",
            .set_up = set_up<declare_check, run_check, check_columns, answer_columns>},
};

}    // namespace
}    // namespace check_command

extern constinit const CommandList check_commands{check_command::commands};

}    // namespace lmsection::cli
