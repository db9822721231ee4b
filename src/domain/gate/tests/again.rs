//! A notice passed again and again, as at each keystroke.

use super::*;

/// What a clerk may do between two keystrokes.
#[derive(Debug, Clone)]
enum Step {
    Type(usize, usize, &'static str),
    Insert(usize),
    Remove(usize),
    /// A copied row shares its cells with the first.
    Copy(usize),
    Turn,
    Rename(usize, &'static str),
    Class(usize, Class),
    Hide(usize),
    Role(usize, Role),
    Telephone(&'static str),
    Office(&'static str),
}

const TYPED: [&str; 9] = ["", "张明", ID, CARD, PHONE, "110105", "19491231002X", "尿毒症透析", "代领人13812341234"];

fn step() -> impl Strategy<Value = Step> {
    let typed = proptest::sample::select(&TYPED[..]);
    let header = proptest::sample::select(&["姓名", "身份证号", "备注", "联系电话", "残疾类别", "一卡通账号"][..]);
    let class = proptest::sample::select(&[Class::Text, Class::Name, Class::IdNumber, Class::Phone][..]);
    let role = proptest::sample::select(&[Role::Data, Role::Part, Role::Total][..]);
    let telephone = proptest::sample::select(&["", PHONE, "0743-8223456"][..]);
    prop_oneof![
        6 => (0..9_usize, 0..4_usize, typed).prop_map(|(row, column, typed)| Step::Type(row, column, typed)),
        1 => (0..9_usize).prop_map(Step::Insert),
        1 => (0..9_usize).prop_map(Step::Remove),
        1 => (0..9_usize).prop_map(Step::Copy),
        1 => Just(Step::Turn),
        1 => (0..4_usize, header).prop_map(|(column, header)| Step::Rename(column, header)),
        1 => (0..4_usize, class).prop_map(|(column, class)| Step::Class(column, class)),
        1 => (0..4_usize).prop_map(Step::Hide),
        1 => (0..9_usize, role).prop_map(|(row, role)| Step::Role(row, role)),
        1 => telephone.clone().prop_map(Step::Telephone),
        1 => telephone.prop_map(Step::Office),
    ]
}

fn take(step: Step, content: &mut Content, office: &mut Office) {
    let table = &mut content.table;
    let count = table.rows.len();
    let blank = || vec![Cell::Blank; 4];
    match step {
        Step::Telephone(number) => content.telephone = number.to_owned(),
        Step::Office(number) => office.telephones = vec![number.to_owned()],
        Step::Rename(column, header) => table.columns[column].header = vec![header.to_owned()],
        Step::Class(column, class) => table.columns[column].class = class,
        Step::Hide(column) => table.columns[column].hidden ^= true,
        Step::Insert(at) => {
            let row = table.make_row(Role::Data, blank(), None);
            table.rows.insert(at.min(count), row);
        }
        _ if count == 0 => {}
        Step::Type(row, column, typed) => table.rows[row % count].cells[column] = Cell::text(typed),
        Step::Remove(at) => drop(table.rows.remove(at % count)),
        Step::Copy(at) => {
            let cells = table.rows[at % count].cells.clone();
            let row = table.make_row(Role::Data, blank(), Some(99));
            table.rows.push(Row { cells, ..row });
        }
        Step::Turn => table.rows.reverse(),
        Step::Role(row, role) => table.rows[row % count].role = role,
    }
}

proptest! {
    #[test]
    fn a_notice_passed_again_shows_and_tells_what_it_would_the_first_time(
        steps in proptest::collection::vec(step(), 1..40),
    ) {
        let (mut content, mut office) = (Content::default(), office());
        content.table = table(
            &[("户主姓名", Class::Name), ("身份证号", Class::IdNumber), ("备注", Class::Text), ("金额", Class::Text)],
            &[&["张明", ID, "", "110105"], &["李四", ID, PHONE, "19491231002X"], &["王五", "", "流转", "20"]],
        );
        let mut memory = Memory::default();
        for step in steps {
            take(step, &mut content, &mut office);
            let (again, told_again) = bulletin_again(&content, kind("tongzhi"), &office, &mut memory);
            let (first, told_first) = bulletin(&content, kind("tongzhi"), &office);
            prop_assert_eq!(again.table.columns(), first.table.columns());
            prop_assert_eq!(again.table.rows(), first.table.rows());
            prop_assert_eq!(format!("{told_again:?}"), format!("{told_first:?}"));
        }
    }
}
