//! A printing service that keeps what it gets: one printer, on a port of its own, speaking IPP as CUPS does.

use std::io::{BufRead, BufReader, Cursor, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use ipp::attribute::IppAttribute;
use ipp::model::{DelimiterTag, IppVersion, Operation, StatusCode};
use ipp::parser::IppParser;
use ipp::reader::IppReader;
use ipp::request::IppRequestResponse;
use ipp::value::IppValue;

/// What a job came with.
pub(super) struct Received {
    pub(super) attributes: Vec<(String, String)>,
    pub(super) document: Vec<u8>,
}

impl Received {
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

pub(super) struct Service {
    /// As `CUPS_SERVER` names it.
    pub(super) server: String,
    jobs: Arc<Mutex<Vec<Received>>>,
}

impl Service {
    /// `reason`: what the printer says of itself (`none`, `media-empty-error`); jobs wait while it says anything.
    pub(super) fn start(reason: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let server = listener.local_addr().expect("an address").to_string();
        let jobs = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&jobs);
        // The thread ends with the test's process.
        thread::spawn(move || {
            for stream in listener.incoming() {
                answer(stream.expect("a connection"), reason, &kept);
            }
        });
        Self { server, jobs }
    }

    pub(super) fn take(&self) -> Vec<Received> {
        std::mem::take(&mut *self.jobs.lock().expect("no test has failed in here"))
    }
}

fn answer(stream: TcpStream, reason: &str, jobs: &Mutex<Vec<Received>>) {
    let mut reader = BufReader::new(stream);
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).expect("a head");
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().expect("a number");
        }
        if line.trim().is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).expect("a whole body");
    let mut question = IppParser::new(IppReader::new(Cursor::new(body))).parse().expect("an IPP message");
    let operation = question.header().operation_or_status;
    if operation == Operation::PrintJob as i16 {
        let groups = question.attributes().groups();
        let all = groups.iter().flat_map(|group| group.attributes());
        let attributes = all.map(|attribute| (attribute.name().to_string(), attribute.value().to_string())).collect();
        let mut document = Vec::new();
        question.payload_mut().read_to_end(&mut document).expect("a document");
        jobs.lock().expect("no test has failed in here").push(Received { attributes, document });
    }
    let reply = reply(operation, reason).to_bytes();
    let head = format!("HTTP/1.0 200 OK\r\nContent-Type: application/ipp\r\nContent-Length: {}\r\n\r\n", reply.len());
    let mut stream = reader.into_inner();
    stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&reply)).expect("the program listens");
}

fn reply(operation: i16, reason: &str) -> IppRequestResponse {
    let mut reply =
        IppRequestResponse::new_response(IppVersion(0x0200), StatusCode::SuccessfulOk, 1).expect("a response");
    let is = |known: Operation| operation == known as i16;
    let mut add = |group, name: &str, value| {
        reply.attributes_mut().add(group, IppAttribute::with_name(name, value).expect("a short name"));
    };
    if is(Operation::PrintJob) || is(Operation::GetJobAttributes) {
        let state = if reason == "none" { 9 } else { 5 };
        add(DelimiterTag::JobAttributes, "job-id", IppValue::Integer(7));
        add(DelimiterTag::JobAttributes, "job-state", IppValue::Enum(state));
        add(DelimiterTag::JobAttributes, "job-state-reasons", keyword("none"));
        add(DelimiterTag::JobAttributes, "job-media-sheets-completed", IppValue::Integer(0));
        return reply;
    }
    let printer = DelimiterTag::PrinterAttributes;
    let name = |text: &str| IppValue::new_name_without_language(text).expect("a short name");
    add(printer, "printer-name", name("office"));
    add(printer, "printer-info", IppValue::new_text_without_language("办公室打印机").expect("a short text"));
    add(printer, "printer-is-accepting-jobs", IppValue::Boolean(true));
    add(printer, "printer-state", IppValue::Enum(3));
    add(printer, "printer-state-reasons", keyword(reason));
    add(printer, "media-supported", keywords(&["iso_a4_210x297mm", "iso_a3_297x420mm"]));
    add(printer, "media-source-supported", keywords(&["main", "by-pass-tray"]));
    add(printer, "sides-supported", keywords(&["one-sided", "two-sided-long-edge", "two-sided-short-edge"]));
    for side in ["left", "right", "top", "bottom"] {
        add(printer, &format!("media-{side}-margin-supported"), IppValue::Integer(423));
    }
    reply
}

fn keyword(word: &str) -> IppValue {
    IppValue::new_keyword(word).expect("a short word")
}

fn keywords(words: &[&str]) -> IppValue {
    IppValue::Array(words.iter().map(|word| keyword(word)).collect())
}
