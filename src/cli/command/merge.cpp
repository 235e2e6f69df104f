#include "lmsection/app/merge.hpp"
#include "command/entry_row.hpp"
#include "command/shared.hpp"

namespace lmsection::cli {

namespace merge_command {
namespace {

using store::Dispute;
using store::Disputed;
using store::Side;

struct Options {
    std::string other;
    bool ours = false;
    bool theirs = false;
};

std::string quoted_value(const std::optional<std::string>& value) {
    return value ? fmt::format("'{}'", *value) : "nothing";
}

/// Shows a conflict on the terminal and asks which side to keep. Throws a `RefusedError` if the
/// user quits.
Side ask(Context& context, const Dispute& dispute) {
    for (const Disputed& field : dispute) {
        context.ask_about(fmt::format("{}, {}, {}\n  ours:   {}\n  theirs: {}\n  before: {}\n",
                                      field.table, field.record, field.field,
                                      quoted_value(field.ours), quoted_value(field.theirs),
                                      quoted_value(field.base)));
    }
    for (;;) {
        const std::string answer = context.answer("Keep ours, keep theirs, or quit? [o/t/q] ");
        if (answer == "o" || answer == "ours") {
            return Side::ours;
        }
        if (answer == "t" || answer == "theirs") {
            return Side::theirs;
        }
        if (answer.empty() || answer == "q" || answer == "quit") {
            throw RefusedError{"the merge was canceled and nothing was changed",
                               "use --ours or --theirs to decide all conflicts"};
        }
    }
}

constexpr auto dispute_columns = columns_of<Disputed>(
    for_scripts("entry", "Entry",
                [](const Disputed& field) {
                    return field.entry == 0 ? std::nullopt
                                            : std::optional{std::to_string(field.entry)};
                }),
    useful("table", "Table", &Disputed::table), essential("record", "Record", &Disputed::record),
    essential("field", "Field", &Disputed::field), essential("ours", "Ours", &Disputed::ours),
    essential("theirs", "Theirs", &Disputed::theirs), useful("base", "Before", &Disputed::base));

/// Prints the merged entries and the decisions.
void report(Context& context, const app::Merged& merged, const std::string& other) {
    context.warn(merged.warnings());
    const auto writer = entry_columns.writer(context);
    for (const store::Entry& entry : merged.incoming()) {
        writer.row(EntryRow{entry});
    }
    writer.end();
    for (const auto& [dispute, winner] : merged.decisions()) {
        for (const Disputed& field : dispute) {
            const bool ours = winner == Side::ours;
            context.say(fmt::format("Kept {}: {}, {}, {}: {}, not {}", word(winner), field.table,
                                    field.record, field.field,
                                    quoted_value(ours ? field.ours : field.theirs),
                                    quoted_value(ours ? field.theirs : field.ours)));
        }
    }
    const std::size_t entries = merged.incoming().size();
    context.say(entries == 0
                    ? fmt::format("Nothing new in {}.", other)
                    : fmt::format("{} {} from {}.", context.dry_run() ? "Would merge" : "Merged",
                                  counted(entries, "entry", "entries"), other));
    say_dry_run(context);
}

int run_merge(const Options& options, Context& context) {
    context.refuse_output_onto(options.other);
    auto session = context.writing();
    std::vector<Disputed> undecided;
    const auto decide = [&](const Dispute& dispute) {
        if (options.ours || options.theirs) {
            return options.ours ? Side::ours : Side::theirs;
        }
        if (context.can_ask()) {
            return ask(context, dispute);
        }
        undecided.insert(undecided.end(), dispute.begin(), dispute.end());
        return Side::ours;
    };
    app::Merged merged{session, options.other, decide};
    if (!undecided.empty()) {
        dispute_columns.write_all(context, undecided);
        return context.refuse(
            {fmt::format("nothing was merged, because both files changed {}",
                         counted(undecided.size(), "field", "fields")),
             "use --ours or --theirs, or run it on a terminal to decide one by one"});
    }
    merged.write();
    report(context, merged, options.other);
    context.next_step("send the merged file to the other officer, or merge this one there");
    return 0;
}

void declare_merge(Arguments& arguments, Options& options) {
    arguments.option("FILE", options.other, "Another copy of the section's file; it is not changed")
        .required()
        .not_empty();
    const auto ours = arguments.flag("--ours", options.ours,
                                     "Where both changed a field, keep ours");
    arguments.flag("--theirs", options.theirs, "Where both changed a field, keep theirs")
        .excludes(ours);
}

constexpr std::array commands{
    Command{.path = "merge",
            .area = Area::database,
            .summary = "Merge another officer's copy of the database",
            .examples = "  lmsection merge ana.db --dry-run\n"
                        "  lmsection merge ana.db\n"
                        "  lmsection merge ana.db --theirs\n",
            .writes = true,
            .set_up = set_up<declare_merge, run_merge, entry_columns>},
};

}    // namespace
}    // namespace merge_command

extern constinit const CommandList merge_commands{merge_command::commands};

}    // namespace lmsection::cli
