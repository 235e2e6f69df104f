// What only reads cannot write. Beside each thing that is refused is the same thing accepted, so
// that a misspelled expression does not pass for a refusal.
#include "lmsection/app/person.hpp"
#include "lmsection/store/appointment.hpp"
#include "lmsection/store/history.hpp"
#include "lmsection/store/person.hpp"
#include "lmsection/store/table.hpp"
#include "lmsection/store/transaction.hpp"

#include "catch.hpp"

#include <type_traits>

using namespace lmsection;
using lmsection::store::Change;
using lmsection::store::Database;
using lmsection::store::Reader;
using lmsection::store::Transaction;
using lmsection::store::Writer;

namespace {

template <class Source>
concept Reads = requires(Source& source) {
    store::person_by_id(source, PersonId{1});
    store::record_of_person(source, PersonId{1});
    store::revision_of(source);
};
template <class Source>
concept InsertsPerson = requires(Source& source, const Person& person) {
    store::insert_person(source, person);
};
template <class Source>
concept DeletesAppointment = requires(Source& source) {
    store::delete_appointment(source, AppointmentId{1});
};
template <class Source>
concept AddsRow = requires(Source& source, const store::Table& table, const store::Row& row) {
    store::add_row(source, table, row);
};
template <class Source>
concept RevertsEntry = requires(Source& source, const store::Entry& entry) {
    store::revert(source, entry, "");
};
template <class Source>
concept Writes = InsertsPerson<Source> || DeletesAppointment<Source> || AddsRow<Source> ||
    RevertsEntry<Source>;

template <class SomeSession>
concept ReadsSection = requires(SomeSession& session) {
    app::person_named(session, "");
};
template <class SomeSession>
concept ChangesSection = requires(SomeSession& session, const app::PersonFields& fields) {
    app::add_person(session, fields);
};

}    // namespace

TEST_CASE("types: a reader, an open database and a writer can be read") {
    STATIC_REQUIRE(Reads<const Reader>);
    STATIC_REQUIRE(Reads<const Database>);
    STATIC_REQUIRE(Reads<Writer>);
}

TEST_CASE("types: only a writer that is not const can be written to") {
    STATIC_REQUIRE(InsertsPerson<Writer>);
    STATIC_REQUIRE(DeletesAppointment<Writer>);
    STATIC_REQUIRE(AddsRow<Writer>);
    STATIC_REQUIRE(RevertsEntry<Writer>);
    STATIC_REQUIRE_FALSE(Writes<const Writer>);
    STATIC_REQUIRE_FALSE(Writes<Reader>);
    STATIC_REQUIRE_FALSE(Writes<Database>);
}

TEST_CASE("types: only a transaction has a writer, and a reader cannot start one") {
    STATIC_REQUIRE(std::is_constructible_v<Transaction, Database&>);
    STATIC_REQUIRE_FALSE(std::is_constructible_v<Transaction, const Database&>);
    STATIC_REQUIRE_FALSE(std::is_constructible_v<Transaction, Reader&>);
    STATIC_REQUIRE(std::is_constructible_v<Change, Database&, store::ChangeInfo, std::int64_t>);
    STATIC_REQUIRE_FALSE(
        std::is_constructible_v<Change, const Database&, store::ChangeInfo, std::int64_t>);
    STATIC_REQUIRE(std::is_move_constructible_v<Database>);
    STATIC_REQUIRE_FALSE(std::is_move_constructible_v<Writer>);
    STATIC_REQUIRE_FALSE(std::is_copy_constructible_v<Writer>);
    STATIC_REQUIRE_FALSE(std::is_constructible_v<Writer, Database&>);
}

TEST_CASE("types: only a session for writing can change a section") {
    STATIC_REQUIRE(ReadsSection<const app::Session>);
    STATIC_REQUIRE(ReadsSection<const app::WritingSession>);
    STATIC_REQUIRE(ChangesSection<app::WritingSession>);
    STATIC_REQUIRE_FALSE(ChangesSection<const app::WritingSession>);
    STATIC_REQUIRE_FALSE(ChangesSection<app::Session>);
}
