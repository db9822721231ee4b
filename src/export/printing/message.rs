//! IPP messages (RFC 8011), written and read.

use std::io::Cursor;

use ipp::attribute::{IppAttribute, IppAttributeGroup};
use ipp::model::{DelimiterTag, IppVersion, Operation};
use ipp::parser::{IppParseError, IppParser};
use ipp::request::IppRequestResponse;
use ipp::value::IppValue;

/// A question to the printing service.
pub(super) struct Question(IppRequestResponse);

/// One printer's or job's attributes in an answer.
pub(super) struct Facts<'a>(&'a IppAttributeGroup);

impl Question {
    pub(super) fn new(operation: Operation) -> Result<Self, IppParseError> {
        let question = IppRequestResponse::new(IppVersion(0x0200), operation, None)?;
        Ok(Self(question))
    }

    /// About the operation itself.
    pub(super) fn with(self, name: &str, value: IppValue) -> Result<Self, IppParseError> {
        self.add(DelimiterTag::OperationAttributes, name, value)
    }

    /// About the job.
    pub(super) fn job(self, name: &str, value: IppValue) -> Result<Self, IppParseError> {
        self.add(DelimiterTag::JobAttributes, name, value)
    }

    fn add(mut self, group: DelimiterTag, name: &str, value: IppValue) -> Result<Self, IppParseError> {
        self.0.attributes_mut().add(group, IppAttribute::with_name(name, value)?);
        Ok(self)
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        self.0.to_bytes().to_vec()
    }
}

pub(super) fn read(answer: Vec<u8>) -> Result<IppRequestResponse, IppParseError> {
    IppParser::new(ipp::reader::IppReader::new(Cursor::new(answer))).parse()
}

/// The answer's groups of one sort: a printer or a job each.
pub(super) fn facts(answer: &IppRequestResponse, of: DelimiterTag) -> Vec<Facts<'_>> {
    answer.attributes().groups_of(of).map(Facts).collect()
}

impl Facts<'_> {
    /// A single text, name, keyword or address.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.texts(name).into_iter().next()
    }

    pub(super) fn texts(&self, name: &str) -> Vec<String> {
        self.values(name).iter().filter_map(|value| text(value)).collect()
    }

    pub(super) fn number(&self, name: &str) -> Option<i32> {
        self.numbers(name).into_iter().next()
    }

    pub(super) fn numbers(&self, name: &str) -> Vec<i32> {
        let number = |value: &&IppValue| match value {
            IppValue::Integer(number) | IppValue::Enum(number) => Some(*number),
            _ => None,
        };
        self.values(name).iter().filter_map(number).collect()
    }

    pub(super) fn truth(&self, name: &str) -> Option<bool> {
        match self.values(name).first() {
            Some(IppValue::Boolean(truth)) => Some(*truth),
            _ => None,
        }
    }

    fn values(&self, name: &str) -> Vec<&IppValue> {
        match self.0.get(name).map(IppAttribute::value) {
            None => Vec::new(),
            Some(IppValue::Array(values)) => values.iter().collect(),
            Some(value) => vec![value],
        }
    }
}

fn text(value: &IppValue) -> Option<String> {
    match value {
        IppValue::NameWithoutLanguage(text) | IppValue::NameWithLanguage { name: text, .. } => {
            Some(text.as_str().into())
        }
        IppValue::Keyword(text) => Some(text.as_str().into()),
        IppValue::Uri(text) => Some(text.as_str().into()),
        IppValue::TextWithoutLanguage(_) | IppValue::TextWithLanguage { .. } => Some(value.to_string()),
        _ => None,
    }
}
