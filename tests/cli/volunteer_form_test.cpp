// `volunteer import` with the exports of web forms as people have them: any service, any layout.
#include "harness.hpp"

using namespace lmsection::test;

namespace {

std::string form_file(const std::string& name) {
    return source_file("tests/data/forms/" + name);
}

/// A section that imported a file, and what it said.
struct Imported : SampleSection {
    explicit Imported(const std::string& file, const Words& options = {}) {
        Words words{"volunteer", "import", file};
        words.insert(words.end(), options.begin(), options.end());
        said = done(words).err;
        forms = csv({"volunteer", "list", "--all"});
    }
    [[nodiscard]] std::string of(const std::string& name, const std::string& column) const {
        return forms.only("name", name).at(0, column);
    }

    std::string said;
    Table forms;
};

/// Imports a file of its own text.
struct ImportedText : SampleSection {
    explicit ImportedText(const std::string& text) {
        said = done({"volunteer", "import", "-"}, text).err;
        forms = csv({"volunteer", "list", "--all"});
    }
    std::string said;
    Table forms;
};

}    // namespace

TEST_CASE("the export of a Google Form is recorded with one command") {
    const Imported section{form_file("google-form.csv")};
    CHECK(section.forms.size() == 6);
    CHECK(section.of("Paula Quist", "choices") == "middle-managers dialogue-with-directors");
    CHECK(section.of("Paula Quist", "experience") == "3");
    CHECK(section.of("Paula Quist", "experience_text") == "3-5 years");
    CHECK(section.of("Rob Stone", "choices") == "human-resources-development middle-managers");
    CHECK(section.of("Rob Stone", "experience_text") == "10+");
    CHECK(section.of("Ana D\u00edaz", "is_new") == "false");
    CHECK(section.of("No Group", "choices").empty());
    CHECK(section.forms.where("name", "Ling Wu").size() == 2);
    CHECK(section.csv({"volunteer", "list"}).only("name", "Ling Wu").at(0, "choices") ==
          "library-consulting");
    for (const char* part :
         {"Column 'What is your full name?': name", "'ling wu' is Ling Wu",
          "'Stone, Rob' is Rob Stone", "line 7 'Any / wherever needed'", "'3-5 years' is 3",
          "'No, I have served before' is no", "'Public library' is public",
          "read month first: 11/12/2026 12:00:00 is November 12, 2026",
          "Ling Wu sent two forms on 2026-11-11; the later one replaces the other",
          "6 added, 0 already on record."}) {
        INFO(part);
        CHECK(holds(section.said, part));
    }
    const std::string before = bytes_of(section.database());
    const Result again = section.done({"volunteer", "import", form_file("google-form.csv")});
    CHECK(holds(again.err, "0 added, 6 already on record."));
    CHECK(bytes_of(section.database()) == before);
}

TEST_CASE("odd answers are kept as text with a warning, and data about people is left out") {
    const Imported section{form_file("google-us.csv")};
    CHECK(section.of("Paula Quist", "submitted_on") == "2026-11-02");
    CHECK(section.of("Paula Quist", "answers") == "Can you travel to Annual?: Maybe");
    CHECK(section.of("Jorge Luna", "email").empty());
    CHECK(section.of("Jorge Luna", "choices") == "library-consulting");
    CHECK(section.of("Jorge Luna", "experience") == "0");
    CHECK(holds(section.of("Jorge Luna", "answers"), "Budget Committee, Library Consulting"));
    CHECK(section.of("No Group", "experience").empty());
    CHECK(section.of("No Group", "experience_text") == "many");
    CHECK(section.of("No Group", "is_new").empty());
    CHECK(holds(section.said, "line 4: no group is called 'Budget Committee'"));
    CHECK(holds(section.said, "line 5: 'many' is no number of years"));
    CHECK(holds(section.said, "line 5: 'kind of' is neither yes nor no"));
    CHECK(holds(section.said, "Column 'Gender': left out"));
    CHECK(number_in(section.database(), "SELECT count(*) FROM volunteers WHERE answers LIKE "
                                        "'%Woman%' OR comment LIKE '%Woman%'") == 0);
    CHECK_FALSE(holds(section.said, "he/him"));
}

TEST_CASE("a grid of groups with ranks, and time stamps of another locale") {
    const Imported section{form_file("google-grid-de.csv")};
    CHECK(section.of("Paula Quist", "choices") == "library-consulting middle-managers");
    CHECK(section.of("Paula Quist", "submitted_on") == "2026-11-02");
    CHECK(section.of("Rob Stone", "choices") == "human-resources-development library-consulting");
    CHECK(section.of("Rob Stone", "submitted_on") == "2026-11-13");
}

TEST_CASE("the export of Microsoft Forms is recorded with one command") {
    const Imported section{form_file("microsoft.csv")};
    CHECK(section.of("Paula Quist", "email") == "paula.quist@metro.example");
    CHECK(section.of("Paula Quist", "choices") == "middle-managers dialogue-with-directors");
    CHECK(section.of("Paula Quist", "submitted_on") == "2026-11-02");
    CHECK(section.of("Robert Stone", "email") == "rstone@univ.example");
    CHECK(section.of("Robert Stone", "experience") == "11");
    CHECK(section.of("Ling Wu", "email").empty());
    CHECK(section.of("Ling Wu", "choices").empty());
    CHECK(holds(section.said, "the fuller one: Robert Stone, not 'rstone'"));
    CHECK(holds(section.said, "recorded without one: line 4"));
}

TEST_CASE("the export of SurveyMonkey, with two header rows and a column for each choice") {
    const Imported section{form_file("surveymonkey.csv")};
    CHECK(section.forms.column("name") == Words{"Ling Wu", "Paula Quist", "Rob Stone"});
    CHECK(section.of("Rob Stone", "choices") == "library-consulting human-resources-development");
    CHECK(section.of("Rob Stone", "experience") == "12");
    CHECK(section.of("Rob Stone", "answers").empty());
    CHECK(section.of("Paula Quist", "choices") == "middle-managers library-consulting");
    CHECK(section.of("Paula Quist", "library_type") == "Bookmobile");
    CHECK(section.of("Paula Quist", "comment") == "Evenings are best");
    CHECK(section.of("Ling Wu", "choices").empty());
    const std::string database = bytes_of(section.database());
    for (const char* secret : {"192.0.2.17", "White", "Asian", "555-0100"}) {
        INFO(secret);
        CHECK_FALSE(holds(database, secret));
    }
    CHECK(holds(section.said, "Column 'IP Address': left out"));
    CHECK(holds(section.said, "Column 'What is your race? [White]': left out"));
}

TEST_CASE("the export of Qualtrics, with three header rows, previews and unfinished forms") {
    const Imported section{form_file("qualtrics.csv")};
    CHECK(section.forms.column("name") == Words{"Paula Quist", "Rob Stone"});
    CHECK(section.of("Paula Quist", "choices") ==
          "library-consulting middle-managers member-experience human-resources-development");
    CHECK(section.of("Paula Quist", "answers").empty());
    CHECK(holds(section.of("Rob Stone", "answers"), "Web Team"));
    CHECK(holds(section.said, "Skipped, not finished: line 6."));
    CHECK(holds(section.said, "Skipped as previews, tests or spam: line 4."));
    const std::string database = bytes_of(section.database());
    for (const char* secret : {"192.0.2.18", "44.9", "-93.2"}) {
        CHECK_FALSE(holds(database, secret));
    }
}

TEST_CASE("a plain list with semicolons, days first throughout") {
    const Imported section{form_file("plain-semicolon.csv")};
    CHECK(section.of("Paula Quist", "submitted_on") == "2026-11-02");
    CHECK(section.of("Rob Stone", "submitted_on") == "2026-10-25");
    CHECK(section.of("Rob Stone", "experience") == "16");
    CHECK(holds(section.said, "read day first: 02/11/2026 is November 2, 2026"));
}

TEST_CASE("every fixture of a form comes again without a change") {
    for (const char* name :
         {"google-form.csv", "google-us.csv", "google-grid-de.csv", "microsoft.csv",
          "surveymonkey.csv", "qualtrics.csv", "plain-semicolon.csv"}) {
        INFO(name);
        const Imported section{form_file(name)};
        const std::string before = bytes_of(section.database());
        const Result again = section.done({"volunteer", "import", form_file(name)});
        CHECK(holds(again.err, "0 added, "));
        CHECK(bytes_of(section.database()) == before);
        CHECK(section.done({"doctor"}).status == 0);
    }
}

TEST_CASE("the key of a form never changes, so that a form on record is recognized") {
    // Keys that version 7 of the schema has on record for the sample's forms.
    const SampleSection section;
    section.done({"volunteer", "import", source_file("data/sample/volunteers.csv"), "-q"});
    CHECK(ask_database(section.database(), "SELECT form_key FROM volunteers ORDER BY 1 LIMIT 2") ==
          std::vector<Words>{{"08025ed2a678010e"}, {"14288b0d6e872a3e"}});
}

TEST_CASE("what must be asked refuses its row, and --skip-bad records the others") {
    const SampleSection section;
    const std::string file = section.file(
        "forms.csv", "Timestamp,Name,Email Address,Groups\n"
                     "11/02/2026 10:00:00,Paula Quist,paula@metro.example,Middle Managers\n"
                     "soon,Rob Stone,rob@univ.example,Middle Managers\n"
                     ",Ling Wu,ling@school.example,Middle Managers\n"
                     "11/03/2026 10:00:00,,,Middle Managers\n"
                     "11/04/2026 10:00:00,Wrong Name,ana.diaz@riverside.example,HRD\n");
    const std::string refused = section.refuses(3, {"volunteer", "import", file, "-q"});
    CHECK(count_lines(refused) == 4);
    CHECK(holds(refused, "line 3: 'soon' is not a time stamp"));
    CHECK(holds(refused, "line 4: has no time stamp"));
    CHECK(holds(refused, "line 5: the form names no one"));
    CHECK(holds(refused, "line 6: ana.diaz@riverside.example is on record as the address of Ana"));
    const std::string bad = section.folder() / "bad.csv";
    const Result done = section.done({"volunteer", "import", file, "--skip-bad", bad});
    CHECK(holds(done.err, "1 added, 0 already on record, 4 not recorded (" + bad + ")."));
    Table rows = read_csv(bytes_of(bad));
    CHECK(rows.columns == Words{"Timestamp", "Name", "Email Address", "Groups", "problem"});
    CHECK(rows.column("Name") == Words{"Rob Stone", "Ling Wu", "", "Wrong Name"});
    section.refuses(2, {"volunteer", "import", file, "--skip-bad", file});
    // The corrected file goes in.
    write_file(bad, "Timestamp,Name,Email Address,Groups,problem\n"
                    "11/02/2026 11:00:00,Rob Stone,rob@univ.example,Middle Managers,was soon\n");
    CHECK(holds(section.done({"volunteer", "import", bad}).err, "1 added"));
    CHECK(section.csv({"volunteer", "list"}).only("name", "Rob Stone").at(0, "answers").empty());
}

TEST_CASE("the newest form of a person replaces an earlier one that waits") {
    const SampleSection section;
    section.done({"volunteer", "add", "Bo Long <bo@lib.example>", "--choice", "middle-managers",
                  "--on", "2026-10-01"});
    section.done({"volunteer", "assign", "Bo Long", "Ana D\u00edaz"});
    const Result second = section.done({"volunteer", "add", "bo@lib.example", "--choice",
                                        "library-consulting", "--on", "2026-11-01"});
    CHECK(holds(second.err, "Bo Long's form of 2026-11-01 replaces the one of 2026-10-01"));
    const Table shown = section.csv({"volunteer", "list"});
    CHECK(shown.size() == 1);
    CHECK(shown.at(0, "choices") == "library-consulting");
    CHECK(shown.at(0, "state") == "assigned");
    CHECK(shown.at(0, "reviewer") == "Ana D\u00edaz");
    const Table all = section.csv({"volunteer", "list", "--all"});
    CHECK(all.size() == 2);
    CHECK(all.at(0, "replaced_by") == all.at(1, "id"));
    CHECK(section.csv({"volunteer", "list", "--waiting"}).size() == 1);
    const std::string digest = section.done({"digest"}).out;
    CHECK(digest.find("Bo Long") != std::string::npos);
    CHECK(digest.find("Bo Long") == digest.rfind("Bo Long"));
    CHECK(holds(section.refuses(3, {"volunteer", "accept", all.at(0, "id"), "--skip", "x"}),
                "a newer form, of 2026-11-01, replaced this one"));
    CHECK(section.csv({"volunteer", "show", all.at(0, "id")}).size() == 2);

    // An older form that comes later counts no more than before.
    const Result older = section.done({"volunteer", "add", "bo@lib.example", "--choice",
                                       "middle-managers", "--on", "2026-09-01"});
    CHECK(holds(older.err, "form of 2026-11-01 replaces the one of 2026-09-01"));
    CHECK(section.csv({"volunteer", "list"}).at(0, "choices") == "library-consulting");
    section.done({"undo"});
    section.done({"undo"});
    CHECK(section.csv({"volunteer", "list"}).at(0, "choices") == "middle-managers");
}

TEST_CASE("an accepted form is not replaced") {
    const SampleSection section;
    section.done({"volunteer", "add", "Bo Long <bo@lib.example>", "--choice", "middle-managers",
                  "--on", "2026-10-01"});
    section.done({"volunteer", "accept", "Bo Long", "--skip", "A test"});
    const Result second = section.done({"volunteer", "add", "bo@lib.example", "--choice",
                                        "library-consulting", "--on", "2026-11-01"});
    CHECK(holds(second.err, "Bo Long is accepted for Middle Managers with the form of 2026-10-01"));
    CHECK(section.csv({"volunteer", "list"}).size() == 2);
}

TEST_CASE("a form is matched by any address, then by the name") {
    const ImportedText section{"Timestamp,Name,Email,Groups\n"
                               "2026-11-01 10:00,Ana Diaz,ana.home@mail.example,HRD\n"
                               "2026-11-02 10:00,Ana Diaz,ANA.DIAZ@riverside.example,MBP\n"};
    CHECK(section.forms.column("name") == Words{"Ana D\u00edaz", "Ana D\u00edaz"});
    CHECK(section.forms.at(0, "email") == "ana.diaz@riverside.example");
    CHECK(holds(section.said, "line 2: ana.home@mail.example is taken for Ana D\u00edaz"));
    CHECK(section.csv({"person", "list", "ana.home@mail.example"}).size() == 1);
}

TEST_CASE("a form from the future is recorded with a warning, one without a date as of today") {
    const ImportedText late{"Timestamp,Name,Groups\n2027-03-01 10:00,Bo Long,HRD\n"
                            "2026-11-25 01:00,Cy Marsh,HRD\n"};
    CHECK(holds(late.said, "line 2: the form is dated 2027-03-01, which is in the future"));
    CHECK_FALSE(holds(late.said, "2026-11-25"));
    CHECK(late.forms.size() == 2);
    const ImportedText undated{"Name,Groups\nBo Long,HRD\n"};
    CHECK(undated.forms.at(0, "submitted_on") == "2026-11-24");
    CHECK(holds(undated.said, "No time stamp: assumed today (line 2)."));
    CHECK(holds(undated.done({"volunteer", "import", "-"}, "Name,Groups\nBo Long,HRD\n").err,
                "0 added, 1 already on record."));
}

TEST_CASE("columns are mapped, ignored and remembered") {
    const SampleSection section;
    const std::string text = "When,Wer,Lieblingsgruppe,Farbe\n"
                             "2026-11-01 10:00,Bo Long,HRD,blue\n";
    const Result mapped = section.done({"volunteer", "import", "-", "--map", "name=Wer", "--ignore",
                                        "Farbe", "--save-map", "verein"},
                                       text);
    CHECK(holds(mapped.err, "Column 'Wer': name, as --map says"));
    CHECK(holds(mapped.err, "Column 'Farbe': not used, as --ignore says"));
    CHECK(holds(mapped.err, "Saved how the columns are read as 'verein'."));
    const Table forms = section.csv({"volunteer", "list"});
    CHECK(forms.at(0, "name") == "Bo Long");
    CHECK(forms.at(0, "choices") == "human-resources-development");
    const Result again = section.done({"volunteer", "import", "-"},
                                      "When,Wer,Lieblingsgruppe,Farbe\n"
                                      "2026-11-02 10:00,Cy Marsh,MBP,red\n");
    CHECK(holds(again.err, "Column 'Wer': name, as the saved mapping says"));
    section.refuses(2, {"volunteer", "import", "-", "--map", "color=Farbe", "-q"}, text);
    section.refuses(3, {"volunteer", "import", "-", "--map", "name=Nobody", "-q"}, text);
    CHECK(holds(section.refuses(3, {"volunteer", "import", "-", "-q"}, "A,B\n1,2\n"),
                "no column headers"));
}

TEST_CASE("every form of a list is read back, replaced ones too") {
    const Imported full{form_file("google-form.csv")};
    full.done({"volunteer", "assign", "Rob Stone", "Ana D\u00edaz"});
    const Words list{"volunteer", "list", "--all"};
    const std::string csv = full.done({"volunteer", "list", "--all", "-f", "csv"}).out;
    const std::string xlsx = full.folder() / "forms.xlsx";
    full.done({"volunteer", "list", "--all", "-f", "xlsx", "-o", xlsx});
    const auto without_ids = [](Table table) {
        for (auto& row : table.rows) {
            for (const char* name : {"id", "replaced_by"}) {
                auto& cell = row[table.index(name)];
                cell = cell.empty() ? "" : "some";
            }
        }
        return table.rows;
    };
    for (const bool as_xlsx : {false, true}) {
        const SampleSection fresh;
        const Result read = as_xlsx ? fresh.done({"volunteer", "import", xlsx})
                                    : fresh.done({"volunteer", "import", "-"}, csv);
        CHECK(holds(read.err, "6 added, 0 already on record."));
        CHECK(without_ids(fresh.csv(list)) == without_ids(full.csv(list)));
        CHECK(fresh.csv({"volunteer", "list"}).size() == 5);
        CHECK(holds(fresh.done({"volunteer", "import", "-"}, csv).err,
                    "0 added, 6 already on record."));
        CHECK(fresh.done({"doctor"}).status == 0);
    }
}

TEST_CASE("forgetting and merging people takes their answers and forms along") {
    const ImportedText section{"Timestamp,Name,Email,Groups,Why?\n"
                               "2026-11-01 10:00,Bo Long,bo@lib.example,HRD,a secret reason\n"
                               "2026-11-02 10:00,Bo Long,bo@lib.example,MBP,another secret\n"
                               "2026-11-03 10:00,Bob Long,bob@lib.example,HRD,\n"};
    CHECK(section.csv({"volunteer", "list"}).size() == 2);
    const Result merged = section.done({"person", "merge", "bo@lib.example", "bob@lib.example"});
    CHECK(holds(merged.err, "Bo Long's form of 2026-11-03 replaces the one of 2026-11-02"));
    CHECK(section.csv({"volunteer", "list"}).size() == 1);
    CHECK(section.csv({"volunteer", "list", "--all"}).size() == 3);
    section.done({"person", "forget", "bo@lib.example", "--yes", "-q"});
    CHECK_FALSE(holds(bytes_of(section.database()), "secret"));
    CHECK(section.csv({"volunteer", "list", "--waiting"}).size() == 0);
    CHECK(section.done({"doctor"}).status == 0);
}

TEST_CASE("volunteer add takes experience as written") {
    const SampleSection section;
    section.done({"volunteer", "add", "Bo Long <bo@lib.example>", "--experience", "3-5 years"});
    const Table forms = section.csv({"volunteer", "list"});
    CHECK(forms.at(0, "experience") == "3");
    CHECK(forms.at(0, "experience_text") == "3-5 years");
    CHECK(holds(section.done({"volunteer", "list"}).out, "Bo Long"));
}

TEST_CASE("a form whose year has passed is not waiting any more") {
    SampleSection section;
    section.done({"volunteer", "add", "Bo Long <bo@lib.example>", "--choice", "middle"});
    section.today("2027-06-30");
    section.done({"volunteer", "add", "Cy Marsh <cy@lib.example>", "--choice", "middle", "--on",
                  "2027-02-01"});
    CHECK(section.csv({"volunteer", "list", "--waiting"}).size() == 2);
    CHECK(section.csv({"volunteer", "list", "--expired"}).size() == 0);
    section.today("2027-07-01");
    CHECK(section.csv({"volunteer", "list", "--expired"}).column("name") == Words{"Bo Long"});
    CHECK(section.csv({"volunteer", "list", "--waiting"}).column("name") == Words{"Cy Marsh"});
    CHECK_FALSE(holds(section.done({"digest"}).out, "Bo Long"));
    CHECK(holds(section.done({"volunteer", "assign", "Bo Long", "ana.diaz", "-n"}).err,
                "the form of Bo Long is from 2026-11-24, for the year 2026-27"));
    section.refuses(2, {"volunteer", "list", "--expired", "--waiting"});
}

TEST_CASE("several volunteers, or all of a group, take a step at once, all or none") {
    const SampleSection section;
    for (const char* who :
         {"Bo Long <bo@lib.example>", "Cy Marsh <cy@lib.example>", "Di Ngo <di@lib.example>"}) {
        section.done({"volunteer", "add", who, "--choice", "middle"});
    }
    section.done({"volunteer", "add", "Ed Orr <ed@lib.example>", "--choice", "consulting"});
    section.refuses(3, {"volunteer", "assign", "Bo Long", "Nobody Here", "Ana D\u00edaz"});
    section.refuses(2, {"volunteer", "assign", "Bo Long"});
    CHECK(section.csv({"volunteer", "assign", "Bo Long", "Cy Marsh", "Ana D\u00edaz"})
              .column("reviewer") == Words{"Ana D\u00edaz", "Ana D\u00edaz"});
    CHECK(section.csv({"volunteer", "assign", "--all", "Ana D\u00edaz", "--group", "middle"})
              .column("name") == Words{"Di Ngo"});
    CHECK(section.csv({"volunteer", "assign", "--all", "Ana D\u00edaz"}).column("name") ==
          Words{"Ed Orr"});
    CHECK(holds(section.done({"volunteer", "assign", "--all", "Ana D\u00edaz"}).err, "No one"));
    section.refuses(3, {"volunteer", "accept", "--all", "--group", "middle"});
    CHECK(section.csv({"volunteer", "accept", "--all", "--group", "middle", "--skip", "By phone"})
              .column("name") == Words{"Bo Long", "Cy Marsh", "Di Ngo"});
    section.done(
        {"volunteer", "decline", "Di Ngo", "Ed Orr", "--reason", "No seat", "--skip", "x"});
    CHECK(section.csv({"volunteer", "appoint", "--all", "--group", "middle"}).column("name") ==
          Words{"Bo Long", "Cy Marsh"});
    CHECK(section.csv({"volunteer", "list", "--waiting"}).size() == 0);
    section.refuses(2, {"volunteer", "accept", "Bo Long", "--all", "--group", "middle"});
    section.refuses(2, {"volunteer", "accept", "--all"});
    section.refuses(2, {"volunteer", "accept"});
}

TEST_CASE("a comment after the name in a form is left out") {
    const ImportedText section{"Timestamp,Name,Email,First choice\n"
                               "2026-11-20,\"Patel, Uma (Library)\",uma@lib.example,"
                               "Middle Managers\n"
                               "2026-11-20,Robert (Bob) Lee,bob@lib.example,Middle Managers\n"};
    CHECK(section.forms.only("name", "Uma Patel").at(0, "choices") == "middle-managers");
    CHECK(section.forms.where("name", "Robert (Bob) Lee").size() == 1);
    CHECK(holds(section.said, "Names tidied: 'Patel, Uma (Library)' is Uma Patel."));
}

TEST_CASE("the seats of a plan or a roster are not read as forms") {
    const SampleSection section;
    const std::size_t before = section.csv({"volunteer", "list", "--all"}).size();
    for (const std::string& ending : {std::string{".csv"}, std::string{".xlsx"}}) {
        const std::string slate = section.folder() / ("slate" + ending);
        section.done({"plan", "--save", slate});
        CHECK(holds(section.refuses(3, {"volunteer", "import", slate}), "plan --apply"));
        const std::string roster = section.folder() / ("roster" + ending);
        section.done({"roster", "-o", roster, "-f", ending.substr(1)});
        CHECK(holds(section.refuses(3, {"volunteer", "import", roster}), "appoint --from"));
    }
    CHECK(section.csv({"volunteer", "list", "--all"}).size() == before);
}
